/** How a link stands: the one place where a status gets its name and meaning. */
export const linkStatuses = {
  created: 'Nobody has opened the page.',
  opened: 'The page was opened. Nobody has started.',
  started: 'A device has started the session.',
  passed: 'The session succeeded.',
  failed: 'All attempts of the session failed.',
  ended: 'The session ended without success and with attempts left, such as after its ten minutes.',
  expired: 'The link expired before anybody started.',
} as const satisfies Record<string, string>;
export type LinkStatus = keyof typeof linkStatuses;
export const linkStatusNames = Object.keys(linkStatuses) as [LinkStatus, ...LinkStatus[]];

/** Whether somebody can still go on with a link. */
export function isOpenLink(status: LinkStatus): status is 'created' | 'opened' | 'started' {
  return status === 'created' || status === 'opened' || status === 'started';
}

/** Shortest life of a link, in seconds: time to open a message. */
export const MIN_LINK_LIFETIME_SECONDS = 60;

/** Longest life of a link, in seconds: seven days. */
export const MAX_LINK_LIFETIME_SECONDS = 7 * 24 * 60 * 60;

/** Life of a link unless it is given another one, in seconds: a day. */
export const DEFAULT_LINK_LIFETIME_SECONDS = 24 * 60 * 60;

/** How long the status of a link can be read after the link expired, in seconds: a day. */
export const LINK_STATUS_LIFETIME_SECONDS = 24 * 60 * 60;

/** Random bytes of the token in a link's URL, and of the key of the device that started it: 256 bits. */
export const LINK_SECRET_BYTES = 32;

/** Whether the person may go on with a link on another device: the one place where a mode gets its name and meaning. */
export const handOffModes = {
  never: 'The device that opens the link runs the session.',
  offer: 'That device runs it, or hands it over to another one.',
  only: 'That device hands it over; the service refuses to start the session there.',
} as const satisfies Record<string, string>;
export type HandOffMode = keyof typeof handOffModes;
export const handOffModeNames = Object.keys(handOffModes) as [HandOffMode, ...HandOffMode[]];

/** How a hand-off stands, for the device that made it. `none`: it made none, or the session was started elsewhere. */
export const handOffStates = ['none', 'waiting', 'opened', 'expired'] as const;
export type HandOffState = (typeof handOffStates)[number];

/** How a hand-off is getting on, for the device that made it. */
export interface HandOffProgress {
  status: LinkStatus;
  handOff: HandOffState;
  failedAttempts: number;
  /** One word and two digits, that both devices show. */
  code?: string | undefined;
}

/** A hand-off that was made. */
export interface CreateHandOffResponse {
  /** For the other device. */
  url: string;
  /** The QR code of the URL. */
  qrSVG: string;
  code: string;
  /** Until when it can be opened, as ISO 8601. */
  expiresAt: string;
}

/** The hand-off of a session, made by the capture that would run it. */
export interface HandOverSessionResponse extends CreateHandOffResponse {
  /** With the key of the device, it follows the hand-off and gets its result. */
  token: string;
}

/** How long the other device can open a hand-off, in seconds: time to take a phone out, too short to send the code around. */
export const HAND_OFF_LIFETIME_SECONDS = 5 * 60;

/** What the fragment of a hand-off's URL begins with, before its secret. No token of a link has a dot. */
export const HAND_OFF_PREFIX = 'h.';

/** Longest `returnURL`, in characters. */
export const MAX_RETURN_URL_LENGTH = 2_000;

/** Longest `state` that is handed back, in characters. */
export const MAX_LINK_STATE_LENGTH = 500;

/** Path of the hosted page; the token follows as the fragment, which no browser sends to a server. */
export const LINK_PAGE_PATH = '/l/';

/** Query parameter of the hosted page in a frame: the client whose registered origins may frame it. */
export const LINK_FRAME_PARAMETER = 'frame';

/** `type` of the messages that the hosted page posts to the page around it. */
export const LINK_MESSAGE_TYPE = 'face-session-link';

/** What the hosted page tells the page around it each time the status changes. Never a token, never a result. */
export interface LinkMessage {
  readonly type: typeof LINK_MESSAGE_TYPE;
  readonly linkId: string;
  readonly status: LinkStatus;
  /** As the link was created with. */
  readonly state?: string;
}

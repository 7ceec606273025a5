import { HAND_OFF_PREFIX, type AppearanceModeName, type HandOffMode, type HandOffState, type LinkStatus } from '@face-session/protocol';
import { readEvents } from './read-events.js';

/** What the page shows; the answer of `POST /api/v1/links/open`. */
export interface OpenedLink {
  readonly status: LinkStatus;
  readonly name: string;
  readonly logo?: string;
  readonly privacyURL?: string;
  readonly consentVersion?: string;
  readonly selfieKeptSeconds: number;
  readonly locale?: string;
  readonly appearanceMode?: AppearanceModeName;
  readonly returnURL?: string;
  readonly allowHandOff: HandOffMode;
  readonly test?: true;
}

/** What the capture is started with; the answer of `POST /api/v1/links/start`. */
export interface StartedLink {
  readonly outcome: 'started';
  readonly accessToken: string;
  readonly sessionId: string;
  readonly nonce?: string;
  readonly userIdentifier?: string;
  readonly options: Readonly<Record<string, never>>;
}

/** The address for another device; the answer of `POST /api/v1/links/hand-off`. */
export interface HandOff {
  readonly url: string;
  readonly qrSVG: string;
  readonly code: string;
}

/** How a hand-off stands; the answer of `POST /api/v1/links/hand-off/state`. */
export interface HandOffProgress {
  readonly status: LinkStatus;
  readonly handOff: HandOffState;
  readonly failedAttempts: number;
  readonly code?: string;
}

/** Why there is no answer to show. */
export type LinkFault = 'invalid' | 'offline' | 'busy' | 'broken';

/** A call failed. */
export class LinkError extends Error {
  constructor(readonly fault: LinkFault) {
    super(fault);
  }
}

/** Nothing was opened: another device has it, or it is over. */
export interface Refused {
  readonly outcome: 'used' | 'over';
}

/** The calls of the page, with its secrets in their bodies. Each throws LinkError. */
export interface LinkClient {
  /** `code`: the page is that of a hand-off, and this is what both devices show. */
  open(deviceKey: () => string): Promise<{ readonly outcome: 'opened'; readonly link: OpenedLink; readonly code?: string } | Refused>;
  start(deviceKey: string, consentVersion: string | undefined): Promise<StartedLink | Refused>;
  handOff(deviceKey: string): Promise<HandOff>;
  handOffProgress(deviceKey: string): Promise<HandOffProgress>;
  /** Server-sent events, until the service ends them or `signal` aborts. */
  handOffEvents(deviceKey: string, signal: AbortSignal): AsyncIterable<HandOffProgress>;
}

/** @param fragment of the page's URL: the token of a link, or the secret of a hand-off after its prefix */
export function createLinkClient(fragment: string): LinkClient {
  const secret = fragment.startsWith(HAND_OFF_PREFIX) ? { handOff: fragment.slice(HAND_OFF_PREFIX.length) } : { token: fragment };
  const request = async (path: string, body: object, signal?: AbortSignal): Promise<Response> => {
    const response = await fetch(`/api/v1/links/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...secret, ...body }),
      ...(signal && { signal }),
    }).catch(() => {
      throw new LinkError('offline');
    });
    if (response.ok) return response;
    throw new LinkError(faultOf(response.status));
  };
  const call = async <Answer>(path: string, body: object): Promise<Answer> => (await (await request(path, body)).json()) as Answer;
  return {
    open: async (deviceKey) =>
      'token' in secret
        ? { outcome: 'opened', link: await call<OpenedLink>('open', {}) }
        : call<Awaited<ReturnType<LinkClient['open']>>>('hand-off/open', { deviceKey: deviceKey() }),
    start: (deviceKey, consentVersion) => call('token' in secret ? 'start' : 'hand-off/start', { deviceKey, consentVersion }),
    handOff: (deviceKey) => call('hand-off', { deviceKey }),
    handOffProgress: (deviceKey) => call('hand-off/state', { deviceKey }),
    async *handOffEvents(deviceKey, signal) {
      const { body } = await request('hand-off/events', { deviceKey }, signal);
      if (body) for await (const data of readEvents(body)) yield JSON.parse(data) as HandOffProgress;
    },
  };
}

/** 400: the token is not whole. */
function faultOf(status: number): LinkFault {
  if (status === 404 || status === 400) return 'invalid';
  return status === 429 || status === 503 ? 'busy' : 'broken';
}

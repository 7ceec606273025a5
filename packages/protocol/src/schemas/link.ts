import { z } from 'zod';
import { appearanceModes } from '../appearance-mode.js';
import {
  DEFAULT_LINK_LIFETIME_SECONDS,
  handOffModeNames,
  handOffStates,
  LINK_SECRET_BYTES,
  MAX_LINK_LIFETIME_SECONDS,
  MAX_LINK_STATE_LENGTH,
  MAX_RETURN_URL_LENGTH,
  MIN_LINK_LIFETIME_SECONDS,
  linkStatusNames,
} from '../link.js';
import { MAX_NONCE_LENGTH } from '../limits.js';
import { openAttemptRequestSchema } from './attempt.js';
import { createSessionRequestSchema, photoQualitySchema } from './face.js';
import { captureKeySchema, signatureSchema } from './signed-upload.js';

/** Longest language tag that is read, in characters (RFC 5646 section 4.4.1 recommends at least 35). */
const MAX_LOCALE_LENGTH = 35;

/** Longest client identifier that is read, in characters: a UUID has 36. */
const MAX_CLIENT_ID_LENGTH = 100;

/** 256 bits in base64url. */
const secretSchema = z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((LINK_SECRET_BYTES * 8) / 6)}}$`));

/** What the capture of a link's session is started with. */
export const linkOptionsSchema = z.strictObject(
  openAttemptRequestSchema.omit({ camera: true, captureKey: true, device: true, showsLight: true }).shape,
);
export type LinkOptions = z.output<typeof linkOptionsSchema>;

/** JSON body of `POST /api/v1/links`. */
export const createLinkRequestSchema = z.strictObject({
  idPhoto: createSessionRequestSchema.shape.idPhoto.describe('JPEG, PNG, JPEG 2000, WebP or AVIF in base64'),
  sessionId: z.uuid().toLowerCase().optional().describe('In place of a photo: a session that is open. The link ends with it'),
  enrollmentIdentifier: z.uuid().toLowerCase().optional().describe('In place of a photo: an enrolled face'),
  outcome: createSessionRequestSchema.shape.outcome,
  expiresIn: z
    .int()
    .min(MIN_LINK_LIFETIME_SECONDS)
    .max(MAX_LINK_LIFETIME_SECONDS)
    .default(DEFAULT_LINK_LIFETIME_SECONDS)
    .describe('Seconds in which the person can start'),
  returnURL: z
    .string()
    .max(MAX_RETURN_URL_LENGTH)
    .optional()
    .describe('Where the page sends the person at the end, with `link`, `status` and `state`; its origin is registered for the client'),
  state: z.string().max(MAX_LINK_STATE_LENGTH).optional().describe('Handed back with `returnURL`'),
  locale: z.string().max(MAX_LOCALE_LENGTH).optional().describe("BCP 47 language of the page; the browser's unless given"),
  appearanceMode: z.enum(appearanceModes).optional(),
  nonce: z.string().max(MAX_NONCE_LENGTH).optional().describe('Echoed in the result'),
  userIdentifier: z.uuid().optional().describe("The customer's own id of the user: an erasure of the user deletes the link"),
  options: linkOptionsSchema.optional().describe('Wishes for the attempts, as in `openAttempt`'),
  allowHandOff: z.enum(handOffModeNames).default('never').describe('Whether the person may go on with another device'),
});
export type CreateLinkRequest = z.output<typeof createLinkRequestSchema>;

/** Answer of `POST /api/v1/links`, status 201. */
export const createLinkResponseSchema = z.object({
  linkId: z.uuid(),
  sessionId: z.uuid().describe('Of the session that is made when the person starts: what the result names'),
  url: z.string().describe('For the person. Its fragment is the secret of the link: it is answered this once'),
  expiresAt: z.iso.datetime(),
  qrSVG: z.string().describe('The QR code of the URL as SVG, for a screen that a phone looks at'),
  frameURL: z.string().optional().describe('The same link for a frame, where the operator has registered origins for that'),
  quality: photoQualitySchema.optional(),
});

/** Answer of `GET /api/v1/links/{linkId}`. */
export const linkSchema = z.object({
  linkId: z.uuid(),
  sessionId: z.uuid(),
  status: z.enum(linkStatusNames),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  openedAt: z.iso.datetime().optional(),
  startedAt: z.iso.datetime().optional(),
  jwsResult: z.string().optional().describe('The signed result of a session that passed or failed, as long as it is kept'),
});
export type Link = z.output<typeof linkSchema>;

/** Body of `POST /api/v1/links/open`. */
export const openLinkRequestSchema = z.strictObject({
  token: secretSchema.describe("The fragment of the link's URL"),
  framedFor: z
    .string()
    .max(MAX_CLIENT_ID_LENGTH)
    .optional()
    .describe('The client whose origins may frame the page, where it is in a frame'),
});

/** Answer of `POST /api/v1/links/open`: what the page shows. */
export const openLinkResponseSchema = z.object({
  status: z.enum(linkStatusNames),
  name: z.string().describe('Who asks'),
  logo: z.string().optional().describe('Data URL'),
  privacyURL: z.string().optional(),
  consentVersion: z.string().optional().describe('The person must consent; this goes with the start'),
  selfieKeptSeconds: z.int().nonnegative(),
  locale: z.string().optional(),
  appearanceMode: z.enum(appearanceModes).optional(),
  returnURL: z.string().optional().describe('With `link`, `status` and `state`, as the status is now'),
  allowHandOff: z.enum(handOffModeNames).describe('`never` for the device that opened a hand-off'),
  frame: z
    .object({ linkId: z.uuid(), state: z.string().optional(), origins: z.array(z.string()) })
    .optional()
    .describe('Answered to `framedFor`: what the page tells the page around it, and the only origins that it tells'),
  test: z.literal(true).optional(),
});
export type OpenLinkResponse = z.output<typeof openLinkResponseSchema>;

/** Body of `POST /api/v1/links/start`. */
export const startLinkRequestSchema = z.strictObject({
  token: secretSchema.describe("The fragment of the link's URL"),
  deviceKey: secretSchema.describe('Random, made and kept by the device: the first key that starts the link can go on, no other can'),
  consentVersion: z.string().max(100).optional().describe('As `openLink` answered it, if the person consents'),
});

/** Answer of `POST /api/v1/links/start`. */
export const startLinkResponseSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('started'),
    accessToken: z.string().describe('Bound to the session'),
    sessionId: z.uuid(),
    nonce: z.string().optional(),
    userIdentifier: z.uuid().optional(),
    options: linkOptionsSchema,
  }),
  z.object({ outcome: z.literal('used').describe('Another device has started the link') }),
  z.object({ outcome: z.literal('over').describe('The link has expired, or its session has ended') }),
]);
export type StartLinkResponse = z.output<typeof startLinkResponseSchema>;

/** Body of the calls of the device that hands a link over: `POST /api/v1/links/hand-off`, and `/state` and `/events` below it. */
export const handOffRequestSchema = openLinkRequestSchema.pick({ token: true }).extend({
  deviceKey: secretSchema.describe('Random, made and kept by the device: what it hands over, it can follow'),
});

/** The code that both devices show. */
const handOffCodeSchema = z
  .string()
  .describe('One word and two digits. Both devices show it, so that a code relayed by somebody else is noticed');

/** Answer of `POST /api/v1/links/hand-off`, status 201. */
export const createHandOffResponseSchema = z.object({
  url: z.string().describe('For the other device. Its fragment is the secret of the hand-off: it is answered this once'),
  qrSVG: z.string().describe('The QR code of the URL as SVG'),
  code: handOffCodeSchema,
  expiresAt: z.iso.datetime().describe('Until when it can be opened'),
});

/** Answer of `POST /api/v1/links/hand-off/state`, and the data of each event of `POST /api/v1/links/hand-off/events`. */
export const handOffStateSchema = z.object({
  status: z.enum(linkStatusNames),
  handOff: z.enum(handOffStates),
  failedAttempts: z.int().nonnegative(),
  code: handOffCodeSchema.optional(),
});

/** Body of `POST /api/v1/links/hand-off/open`. */
export const openHandOffRequestSchema = z.strictObject({
  handOff: secretSchema.describe("The fragment of the hand-off's URL, without the `h.` before it"),
  deviceKey: startLinkRequestSchema.shape.deviceKey,
});

/** Answer of `POST /api/v1/links/hand-off/open`. */
export const openHandOffResponseSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('opened'), code: handOffCodeSchema, link: openLinkResponseSchema }),
  z.object({ outcome: z.literal('used').describe('Another device has opened the hand-off') }),
  z.object({ outcome: z.literal('over').describe('The hand-off or the link has expired, or the session has started elsewhere') }),
]);
export type OpenHandOffResponse = z.output<typeof openHandOffResponseSchema>;

/** Body of `POST /api/v1/links/hand-off/start`. Its answer is that of `POST /api/v1/links/start`. */
export const startHandOffRequestSchema = openHandOffRequestSchema.extend({
  consentVersion: startLinkRequestSchema.shape.consentVersion,
});

/** Body of `POST /api/v1/face/hand-off`. */
export const handOverSessionRequestSchema = z.strictObject({
  deviceKey: handOffRequestSchema.shape.deviceKey,
  locale: createLinkRequestSchema.shape.locale,
  appearanceMode: createLinkRequestSchema.shape.appearanceMode,
  options: createLinkRequestSchema.shape.options,
  captureKey: captureKeySchema.optional().describe('The key that the session is bound to, if an attempt was opened with one'),
  signature: signatureSchema.optional(),
});
export type HandOverSessionRequest = z.output<typeof handOverSessionRequestSchema>;

/** Answer of `POST /api/v1/face/hand-off`, status 201. */
export const handOverSessionResponseSchema = createHandOffResponseSchema.extend({
  token: z
    .string()
    .describe('With `deviceKey` it follows the hand-off (`getHandOff`, `followHandOff`) and gets its result. It is answered this once'),
});

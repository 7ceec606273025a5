import { MAX_PHOTO_BYTES, apiErrors } from '@face-session/protocol';
import { v2ErrorSchema, v2MatchRequestSchema } from '@face-session/protocol/schemas';
import { incompleteResult } from '../../sessions/incomplete-result.js';
import { isRefusal, refusal, type Refusal } from '../../sessions/refusal.js';
import type { SessionContext } from '../../sessions/session-context.js';
import { nodSwitchedOff, submitNod } from '../../sessions/submit-nod.js';
import { jwt } from '../body-schemas.js';
import type { Declaration, ErrorFormat } from '../declaration.js';
import { endpoint } from '../endpoint.js';
import { isPicture, pictureBodyBytes, pictureFromBase64, type PictureTextRefusal } from '../picture-body.js';

const EXHAUSTED = 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS';

/** Outcomes that the reference's web SDK reads as errors. */
const webErrors = {
  FACE_LIVENESS_FAILED: { status: 400, meaning: 'The pictures do not show a living person.' },
  FACE_NO_MATCH: { status: 400, meaning: 'The face is not the one of the reference photo.' },
  SESSION_INVALIDATED_TOO_MANY_ATTEMPTS: { status: 400, meaning: apiErrors[EXHAUSTED].meaning },
} as const;

/** The names that the reference's web SDK reads in a 400 where the registry has another name, or another status. */
const webNames: Readonly<Record<string, string>> = {
  SESSION_EXPIRED: 'SESSION_EXPIRED_OR_NOT_FOUND',
  NOT_FOUND: 'SESSION_EXPIRED_OR_NOT_FOUND',
  INVALID_REQUEST: 'INVALID_CONFIG',
  ATTEMPT_CONFLICT: 'ATTEMPT_CONFLICT',
  [EXHAUSTED]: EXHAUSTED,
};

const webFormat: ErrorFormat = {
  schema: v2ErrorSchema,
  answer({ code, status, meaning, detail }) {
    const name = webNames[code] ?? code;
    return { code: name, status: code in webNames ? 400 : status, body: { error: name, message: detail ?? meaning } };
  },
};

const call = {
  path: '/api/v2/face/bioid/match',
  tag: 'Web SDK',
  scope: 'KYC_FACE_FLOW',
  inSession: true,
  success: { status: 200, type: 'text/plain', schema: jwt },
  errorFormat: webFormat,
} as const satisfies Partial<Declaration>;

/** The endpoint of the reference's web SDK, so that a page written for it works unchanged. */
export const submitV2Match = endpoint(
  {
    ...call,
    method: 'POST',
    summary: "The endpoint of the reference's web SDK: two pictures around a nod.",
    body: { 'application/json': v2MatchRequestSchema },
    limits: { rate: 'attempt', bodyBytes: pictureBodyBytes(2, MAX_PHOTO_BYTES), pictures: true },
    errors: [
      'PHOTO_MISSING',
      'PHOTO_INVALID',
      'FORBIDDEN',
      'MEDIA_VIRTUAL_CAMERA_DETECTED',
      'ATTEMPT_SIGNATURE_INVALID',
      'SESSION_EXPIRED',
      'ATTEMPT_CONFLICT',
      EXHAUSTED,
      'PAYLOAD_TOO_LARGE',
      'UNSUPPORTED_MEDIA_TYPE',
      'RATE_LIMITED',
    ],
    ownErrors: webErrors,
  },
  async (parts, { session, body }) => {
    const first = await liveImageOf('liveImage1', body.liveImage1);
    if (isRefusal(first)) return first;
    const second = await liveImageOf('liveImage2', body.liveImage2);
    if (isRefusal(second)) return second;
    const outcome = await submitNod(parts, session, [first, second], body.camera);
    if (isRefusal(outcome)) return outcome.refused === EXHAUSTED ? exhausted(session) : outcome;
    return outcome.outcome === 'passed' ? outcome.result : refusal(outcome.code);
  },
);

/** Returns the result of a session that ended without success. The reference has it as a GET. */
export const getV2Result = endpoint(
  {
    ...call,
    method: 'GET',
    summary: "End a session that had a failed attempt and get its signed result, as the reference's web SDK asks for it.",
    limits: { rate: 'attempt' },
    errors: ['FORBIDDEN', 'SESSION_EXPIRED', 'NOT_FOUND'],
  },
  async (parts, { session }) => {
    if (!parts.config.v2Match) return nodSwitchedOff;
    const ended = await incompleteResult(parts, session);
    return isRefusal(ended) ? ended : ended.result;
  },
);

/** Version 3 of the web SDK has another name for it. The device info holds the version. */
function exhausted({ deviceInfo }: SessionContext): Refusal<typeof EXHAUSTED | 'SESSION_INVALIDATED_TOO_MANY_ATTEMPTS'> {
  return refusal(/^[0-3]\./.test(deviceInfo?.sdkVersion ?? '') ? 'SESSION_INVALIDATED_TOO_MANY_ATTEMPTS' : EXHAUSTED);
}

/** A live picture from base64. */
async function liveImageOf(field: string, text: string): Promise<Buffer | PictureTextRefusal | Refusal<'UNSUPPORTED_MEDIA_TYPE'>> {
  const picture = await pictureFromBase64(field, text, MAX_PHOTO_BYTES);
  if (isRefusal(picture) || isPicture(picture)) return picture;
  return refusal('UNSUPPORTED_MEDIA_TYPE', `${field}: neither JPEG nor PNG`);
}

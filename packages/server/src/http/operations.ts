import type { ApiErrorCode, Scope } from '@face-session/protocol';

/** What OpenAPI says of one call beside its schemas; keyed by operation id. */
export interface Operation {
  readonly summary: string;
  readonly scope: Scope | null;
  readonly errors: readonly ApiErrorCode[];
}

/** Errors of every authenticated call. */
const common = ['UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED', 'UNEXPECTED_ERROR', 'BUSY'] as const;
const photo = [
  'PHOTO_MISSING',
  'PHOTO_INVALID',
  'FACE_NOT_FOUND',
  'MULTIPLE_FACES',
  'FACE_TOO_SMALL',
  'FACE_TOO_BLURRED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;
const session = ['INVALID_REQUEST', 'SESSION_EXPIRED', 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS'] as const;
const upload = ['ATTEMPT_CONFLICT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'REQUEST_TIMEOUT'] as const;

/** The calls of the service. A route names its row in `config.openapi`; `hidden` ones are for operators. */
export const operations = {
  token: { summary: 'Get an access token with client credentials. Backends only.', scope: null, errors: [] },
  createSession: { summary: 'Make a session from an ID photo.', scope: 'KYC_FACE_FLOW', errors: [...common, ...photo] },
  match: {
    summary: 'Compare two photos; no session, no liveness.',
    scope: 'KYC_FACE_FLOW',
    errors: [...common, ...photo, 'INVALID_REQUEST'],
  },
  openAttempt: {
    summary: 'Open an attempt.',
    scope: 'KYC_FACE_FLOW',
    errors: [...common, ...session, 'MEDIA_VIRTUAL_CAMERA_DETECTED'],
  },
  burst: {
    summary: 'Upload the burst: charges the attempt and judges it.',
    scope: 'KYC_FACE_FLOW',
    errors: [...common, ...session, ...upload],
  },
  gestures: { summary: 'Upload the gestures of a challenge.', scope: 'KYC_FACE_FLOW', errors: [...common, ...session, ...upload] },
  incompleteResult: {
    summary: 'End a session that had a failed attempt and get its signed result.',
    scope: 'KYC_FACE_FLOW',
    errors: [...common, 'INVALID_REQUEST', 'SESSION_EXPIRED', 'NOT_FOUND'],
  },
  v2Match: {
    summary:
      "The reference web SDK's attempt: two pictures around a nod. Errors are `{error, message}`, those of the session with status 400.",
    scope: 'KYC_FACE_FLOW',
    errors: [...common, 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'],
  },
  v2Incomplete: {
    summary: "The reference web SDK's call for the signed result of a session that had a failed attempt.",
    scope: 'KYC_FACE_FLOW',
    errors: common,
  },
  result: { summary: 'Get the signed result of a session again.', scope: 'KYC_INFO_SDK', errors: [...common, 'NOT_FOUND'] },
  image: { summary: 'Get the audit-trail image.', scope: 'KYC_INFO_SDK', errors: [...common, 'NOT_FOUND'] },
  deleteSession: { summary: 'Delete all that is kept of a session.', scope: 'KYC_INFO_SDK', errors: [...common, 'NOT_FOUND'] },
  addEvents: { summary: 'Report trace events.', scope: 'KYC_EVENT_SDK', errors: [...common, 'INVALID_REQUEST'] },
  events: { summary: 'Read trace events.', scope: 'KYC_EVENT_SDK', errors: [...common, 'INVALID_REQUEST'] },
  jwks: { summary: 'Get the public signing keys.', scope: null, errors: [] },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof operations;

declare module 'fastify' {
  interface FastifyContextConfig {
    openapi?: OperationName | 'hidden';
  }
}

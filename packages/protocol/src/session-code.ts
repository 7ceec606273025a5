/** The codes that end a session, as the plugin reports them (docs/migration.md; the names of the reference's mobile SDK). */
export const sessionCodes = [
  'USER_CANCEL',
  'SESSION_EXPIRED',
  'REQUEST_TIMEOUT',
  'UNEXPECTED_ERROR',
  'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
  'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE',
  'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED',
] as const;
export type SessionCode = (typeof sessionCodes)[number];

/** The codes of the reference's web SDK for the ends of a session and of its set-up. */
export const webSessionCodes = [
  'UNAUTHORIZED',
  'FORBIDDEN',
  'SESSION_EXPIRED_OR_NOT_FOUND',
  'USER_CANCEL',
  'INVALID_CONFIG',
  'REQUEST_TIMEOUT',
  'UNEXPECTED_ERROR',
  'MEDIA_NOT_ALLOWED_ERROR',
  'MEDIA_NOT_FOUND_ERROR',
  'MEDIA_SECURITY_ERROR',
  'MEDIA_UNKNOWN_ERROR',
  'MEDIA_VIRTUAL_CAMERA_DETECTED',
  'WASM_NOT_SUPPORTED',
  'WASM_LOAD_FAILED',
  'SESSION_INVALIDATED_TOO_MANY_ATTEMPTS',
  'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
] as const;
export type WebSessionCode = (typeof webSessionCodes)[number];

/** Why one attempt failed; both count against the session's attempts (docs/protocol.md, Attempts). */
export const attemptFailureCodes = ['FACE_LIVENESS_FAILED', 'FACE_NO_MATCH'] as const;
export type AttemptFailureCode = (typeof attemptFailureCodes)[number];

import type { SessionCode, WebSessionCode } from '@face-session/protocol';

/**
 * Why a session ended without success. The names of the reference's mobile plugin where it has one, of its web SDK for the finer
 * causes; a skin over the capture translates what its own platform does not know.
 */
export type EndCode =
  | SessionCode
  | 'ALREADY_RUNNING'
  | Extract<
      WebSessionCode,
      | 'UNAUTHORIZED'
      | 'FORBIDDEN'
      | 'INVALID_CONFIG'
      | 'MEDIA_SECURITY_ERROR'
      | 'MEDIA_VIRTUAL_CAMERA_DETECTED'
      | 'WASM_NOT_SUPPORTED'
      | 'WASM_LOAD_FAILED'
    >;

/** What each code means, for the developer who reads the error; never anything about the person. */
export const endCodeMeanings: Record<EndCode, string> = {
  USER_CANCEL: 'The user left the session.',
  SESSION_EXPIRED: 'The session is unknown, used, expired, deleted or of another client.',
  REQUEST_TIMEOUT: 'The service could not be reached in time.',
  UNEXPECTED_ERROR: 'The session ended by a fault.',
  SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS: 'The attempts of the session are used up.',
  SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE: 'There is no camera, or it is in use by another application.',
  SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED: 'The permission to use the camera was not given.',
  UNAUTHORIZED: 'The access token is missing, malformed, expired or not from this service.',
  FORBIDDEN: 'The access token lacks the scope of face sessions, or is bound to another session.',
  ALREADY_RUNNING: 'A session is running already.',
  INVALID_CONFIG: 'An argument is missing or malformed.',
  MEDIA_SECURITY_ERROR: 'The page may not use the camera: no secure context, or a permissions policy.',
  MEDIA_VIRTUAL_CAMERA_DETECTED: 'The camera is a virtual one, and the service refuses those.',
  WASM_NOT_SUPPORTED: 'There is no WebAssembly with SIMD, and the manual shutter is off.',
  WASM_LOAD_FAILED: 'The models could not be loaded or run, and the manual shutter is off.',
};

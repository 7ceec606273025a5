/** One row of the error registry. */
export interface ApiErrorDefinition {
  /** HTTP status of the answer. */
  readonly status: number;
  /** What happened, for the developer who reads the answer; never anything about the person. */
  readonly meaning: string;
}

/** Every error code that the service answers with outside OAuth: the one place where a code gets its status and meaning. */
export const apiErrors = {
  INVALID_REQUEST: { status: 400, meaning: 'The request does not have the documented shape; `detail` names the field.' },
  PHOTO_MISSING: { status: 400, meaning: 'No picture was sent where one is required.' },
  PHOTO_INVALID: { status: 400, meaning: 'The picture cannot be decoded: it is damaged, truncated or has too many pixels.' },
  FACE_NOT_FOUND: { status: 400, meaning: 'No face was found in the picture.' },
  MULTIPLE_FACES: { status: 400, meaning: 'The picture has more than one face of similar size.' },
  FACE_TOO_SMALL: { status: 400, meaning: 'The face in the picture has too few pixels to be compared.' },
  FACE_TOO_BLURRED: { status: 400, meaning: 'The face in the picture is too blurred to be compared.' },
  UNAUTHORIZED: { status: 401, meaning: 'The access token is missing, malformed, expired or not from this service.' },
  FORBIDDEN: { status: 403, meaning: 'The access token lacks the scope of this call, or is bound to another session.' },
  MEDIA_VIRTUAL_CAMERA_DETECTED: {
    status: 403,
    meaning: 'The reported camera is virtual, by its name or settings, and the service refuses virtual cameras.',
  },
  ATTEMPT_SIGNATURE_INVALID: {
    status: 403,
    meaning: 'The upload is not signed with the key that the session is bound to, over what arrived. Nothing was charged.',
  },
  NOT_FOUND: { status: 404, meaning: 'Not found, or deleted.' },
  SESSION_EXPIRED: { status: 404, meaning: 'The session is unknown, used, expired, deleted or of another client.' },
  REQUEST_TIMEOUT: { status: 408, meaning: 'The request did not arrive in time.' },
  ATTEMPT_CONFLICT: { status: 409, meaning: 'The attempt is unknown, over, or does not expect this upload.' },
  SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS: { status: 409, meaning: 'The attempts of the session are used up.' },
  PAYLOAD_TOO_LARGE: { status: 413, meaning: 'The request or one of its pictures is larger than allowed.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    meaning: 'The picture is animated or has a format that is not accepted, or the request has another content type than documented.',
  },
  RATE_LIMITED: { status: 429, meaning: 'Too many requests. `Retry-After` has the seconds to wait.' },
  UNEXPECTED_ERROR: { status: 500, meaning: 'The service failed. Its log has the cause under the request identifier.' },
  BUSY: { status: 503, meaning: 'The service is at capacity or cannot reach its store. `Retry-After` has the seconds to wait.' },
} as const satisfies Record<string, ApiErrorDefinition>;

export type ApiErrorCode = keyof typeof apiErrors;

/** Which session `SESSION_EXPIRED` means, where the service tells its client. */
export const sessionReasons = ['SESSION_UNKNOWN', 'SESSION_USED'] as const;
export type SessionReason = (typeof sessionReasons)[number];

/** What each reason means, for the documents. */
export const sessionReasonMeanings: Readonly<Record<SessionReason, string>> = {
  SESSION_UNKNOWN: 'The client has no such session: it was never created, it was deleted, or it is of another client.',
  SESSION_USED: 'The session succeeded, or the app ended it.',
};

/** Problem details (RFC 9457) with the registry's code; the body of every error outside OAuth and the v2 call. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ApiErrorCode;
  reason?: SessionReason | undefined;
  detail?: string | undefined;
  requestId: string;
}

/** Stable codes of everything that this package throws; `error.code` narrows {@link AnyFaceSessionError} in a `switch`. */
export type FaceSessionErrorCode =
  | 'ERR_OPTIONS_INVALID'
  | 'ERR_RESULT_MALFORMED'
  | 'ERR_RESULT_TEST'
  | 'ERR_RESULT_DECRYPTION_FAILED'
  | 'ERR_RESULT_ALGORITHM_NOT_ALLOWED'
  | 'ERR_RESULT_KEY_UNKNOWN'
  | 'ERR_RESULT_SIGNATURE_INVALID'
  | 'ERR_RESULT_ISSUER_MISMATCH'
  | 'ERR_RESULT_AUDIENCE_MISMATCH'
  | 'ERR_RESULT_ISSUED_IN_FUTURE'
  | 'ERR_RESULT_EXPIRED'
  | 'ERR_RESULT_SESSION_MISMATCH'
  | 'ERR_RESULT_NONCE_MISMATCH'
  | 'ERR_RESULT_USER_MISMATCH'
  | 'ERR_RESULT_NOT_MATCHED'
  | 'ERR_RESULT_MATCHED'
  | 'ERR_RESULT_MATCH_LEVEL_TOO_LOW'
  | 'ERR_RESULT_REPLAYED'
  | 'ERR_REPLAY_STORE_FULL'
  | 'ERR_SERVICE_UNREACHABLE'
  | 'ERR_SERVICE_TIMEOUT'
  | 'ERR_IMAGE_MISSING'
  | 'ERR_IMAGE_FORBIDDEN'
  | 'ERR_IMAGE_NOT_FOUND'
  | 'ERR_IMAGE_INVALID'
  | 'ERR_IMAGE_TOO_LARGE'
  | 'ERR_IMAGE_CHECKSUM_MISMATCH'
  | 'ERR_WEBHOOK_HEADER_INVALID'
  | 'ERR_WEBHOOK_TIMESTAMP_OUT_OF_RANGE'
  | 'ERR_WEBHOOK_SIGNATURE_INVALID'
  | 'ERR_WEBHOOK_BODY_MALFORMED';

/** What an error carries beside its message. */
export interface FaceSessionErrorDetails {
  /** The error that this one was caused by. */
  readonly cause?: unknown;
  /** What the options demanded: an issuer, a client, an identifier, a level or a time. Never a nonce or a secret. */
  readonly expected?: string | number | undefined;
  /** What the result has instead, undefined if it has nothing. Signed by the service, unless the code is ERR_RESULT_ALGORITHM_NOT_ALLOWED. */
  readonly actual?: string | number | undefined;
  /** The address of the service that could not be reached. */
  readonly url?: string | undefined;
}

/**
 * Base of every error of this package. Its message is for a log: it names what was expected and what was found, and never holds the
 * result, a nonce, a token or a picture.
 */
export class FaceSessionError extends Error {
  /** The code of the class. */
  static code: FaceSessionErrorCode;
  /** The code of this error; the same as its class's. */
  readonly code: FaceSessionErrorCode;
  /** What the options demanded, where the check compares something: an issuer, a client, an identifier or a level. */
  declare readonly expected?: string | number;
  /** What the result has instead; absent if it has nothing. */
  declare readonly actual?: string | number;
  /** The address of the service that could not be reached. */
  declare readonly url?: string;

  constructor(message: string, details: FaceSessionErrorDetails = {}) {
    const { cause, expected, actual, url } = details;
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = new.target.code;
    // Fields that say nothing are absent, so that a log of the error has no empty ones.
    Object.assign(this, expected !== undefined && { expected }, actual !== undefined && { actual }, url !== undefined && { url });
  }
}

/** The caller's own options cannot be used: a programming error, thrown before any check. */
export class OptionsInvalid extends FaceSessionError {
  static override code = 'ERR_OPTIONS_INVALID' as const;
  declare readonly code: 'ERR_OPTIONS_INVALID';
}

/** The text is not a result of a face session: it has the wrong form, is too long, or its claims are missing or of the wrong type. */
export class ResultMalformed extends FaceSessionError {
  static override code = 'ERR_RESULT_MALFORMED' as const;
  declare readonly code: 'ERR_RESULT_MALFORMED';
}

/** The result is of test mode: nobody was there. Accepted with `allowTest: true` only. */
export class ResultTest extends FaceSessionError {
  static override code = 'ERR_RESULT_TEST' as const;
  declare readonly code: 'ERR_RESULT_TEST';
}

/** The result cannot be decrypted with the key given, or is not encrypted although a key was given. */
export class ResultDecryptionFailed extends FaceSessionError {
  static override code = 'ERR_RESULT_DECRYPTION_FAILED' as const;
  declare readonly code: 'ERR_RESULT_DECRYPTION_FAILED';
}

/** The header's `alg` is not allowed: it must be RS256, unless the option `algorithms` names others. */
export class ResultAlgorithmNotAllowed extends FaceSessionError {
  static override code = 'ERR_RESULT_ALGORITHM_NOT_ALLOWED' as const;
  declare readonly code: 'ERR_RESULT_ALGORITHM_NOT_ALLOWED';
}

/** The header's `kid` is missing or names no signing key of the issuer. */
export class ResultKeyUnknown extends FaceSessionError {
  static override code = 'ERR_RESULT_KEY_UNKNOWN' as const;
  declare readonly code: 'ERR_RESULT_KEY_UNKNOWN';
}

/** The signature does not fit: the result was changed, or made by somebody else. */
export class ResultSignatureInvalid extends FaceSessionError {
  static override code = 'ERR_RESULT_SIGNATURE_INVALID' as const;
  declare readonly code: 'ERR_RESULT_SIGNATURE_INVALID';
}

/** `iss` is not the expected service. */
export class ResultIssuerMismatch extends FaceSessionError {
  static override code = 'ERR_RESULT_ISSUER_MISMATCH' as const;
  declare readonly code: 'ERR_RESULT_ISSUER_MISMATCH';
}

/** `aud` is not this client: the result was made for another customer. */
export class ResultAudienceMismatch extends FaceSessionError {
  static override code = 'ERR_RESULT_AUDIENCE_MISMATCH' as const;
  declare readonly code: 'ERR_RESULT_AUDIENCE_MISMATCH';
}

/** `iat` lies more than a minute ahead of this machine's clock. */
export class ResultIssuedInFuture extends FaceSessionError {
  static override code = 'ERR_RESULT_ISSUED_IN_FUTURE' as const;
  declare readonly code: 'ERR_RESULT_ISSUED_IN_FUTURE';
}

/** `exp` has passed. */
export class ResultExpired extends FaceSessionError {
  static override code = 'ERR_RESULT_EXPIRED' as const;
  declare readonly code: 'ERR_RESULT_EXPIRED';
}

/** `data.sessionId` is not the expected session: the result is another person's, or from another time. */
export class ResultSessionMismatch extends FaceSessionError {
  static override code = 'ERR_RESULT_SESSION_MISMATCH' as const;
  declare readonly code: 'ERR_RESULT_SESSION_MISMATCH';
}

/** `data.nonce` is not the session's nonce, is missing, or is there although the session had none. */
export class ResultNonceMismatch extends FaceSessionError {
  static override code = 'ERR_RESULT_NONCE_MISMATCH' as const;
  declare readonly code: 'ERR_RESULT_NONCE_MISMATCH';
}

/** `data.userIdentifier` is not the expected user. */
export class ResultUserMismatch extends FaceSessionError {
  static override code = 'ERR_RESULT_USER_MISMATCH' as const;
  declare readonly code: 'ERR_RESULT_USER_MISMATCH';
}

/** A genuine result of a session that ended without a match, passed as if it were a success. */
export class ResultNotMatched extends FaceSessionError {
  static override code = 'ERR_RESULT_NOT_MATCHED' as const;
  declare readonly code: 'ERR_RESULT_NOT_MATCHED';
}

/** A genuine result of a success, passed to the call for incomplete sessions. */
export class ResultMatched extends FaceSessionError {
  static override code = 'ERR_RESULT_MATCHED' as const;
  declare readonly code: 'ERR_RESULT_MATCHED';
}

/** A match of a lower level than this backend requires. */
export class ResultMatchLevelTooLow extends FaceSessionError {
  static override code = 'ERR_RESULT_MATCH_LEVEL_TOO_LOW' as const;
  declare readonly code: 'ERR_RESULT_MATCH_LEVEL_TOO_LOW';
}

/** The same result (`jti`) was accepted before. */
export class ResultReplayed extends FaceSessionError {
  static override code = 'ERR_RESULT_REPLAYED' as const;
  declare readonly code: 'ERR_RESULT_REPLAYED';
}

/** The replay store in memory is full of unexpired results. No result is accepted until some expire. */
export class ReplayStoreFull extends FaceSessionError {
  static override code = 'ERR_REPLAY_STORE_FULL' as const;
  declare readonly code: 'ERR_REPLAY_STORE_FULL';
}

/** The service cannot be reached, or its response is not the documented one. A later retry may succeed. */
export class ServiceUnreachable extends FaceSessionError {
  static override code = 'ERR_SERVICE_UNREACHABLE' as const;
  declare readonly code: 'ERR_SERVICE_UNREACHABLE';
}

/** The service did not answer in time. */
export class ServiceTimeout extends FaceSessionError {
  static override code = 'ERR_SERVICE_TIMEOUT' as const;
  declare readonly code: 'ERR_SERVICE_TIMEOUT';
}

/** The result names no audit-trail image. */
export class ImageMissing extends FaceSessionError {
  static override code = 'ERR_IMAGE_MISSING' as const;
  declare readonly code: 'ERR_IMAGE_MISSING';
}

/** The access token may not read the image: expired, of another client, or without the scope KYC_INFO_SDK. */
export class ImageForbidden extends FaceSessionError {
  static override code = 'ERR_IMAGE_FORBIDDEN' as const;
  declare readonly code: 'ERR_IMAGE_FORBIDDEN';
}

/** The image was deleted, or its time is over. */
export class ImageNotFound extends FaceSessionError {
  static override code = 'ERR_IMAGE_NOT_FOUND' as const;
  declare readonly code: 'ERR_IMAGE_NOT_FOUND';
}

/** The answer is not a JPEG. */
export class ImageInvalid extends FaceSessionError {
  static override code = 'ERR_IMAGE_INVALID' as const;
  declare readonly code: 'ERR_IMAGE_INVALID';
}

/** The image has more bytes than allowed. */
export class ImageTooLarge extends FaceSessionError {
  static override code = 'ERR_IMAGE_TOO_LARGE' as const;
  declare readonly code: 'ERR_IMAGE_TOO_LARGE';
}

/** The bytes are not those that the result was signed for. */
export class ImageChecksumMismatch extends FaceSessionError {
  static override code = 'ERR_IMAGE_CHECKSUM_MISMATCH' as const;
  declare readonly code: 'ERR_IMAGE_CHECKSUM_MISMATCH';
}

/** A header of Standard Webhooks is missing or not as defined: the request is not a webhook, or a proxy dropped the header. */
export class WebhookHeaderInvalid extends FaceSessionError {
  static override code = 'ERR_WEBHOOK_HEADER_INVALID' as const;
  declare readonly code: 'ERR_WEBHOOK_HEADER_INVALID';
}

/** The delivery was signed too long ago, or too far ahead of this machine's clock: an old delivery that somebody sends again, or a wrong clock. */
export class WebhookTimestampOutOfRange extends FaceSessionError {
  static override code = 'ERR_WEBHOOK_TIMESTAMP_OUT_OF_RANGE' as const;
  declare readonly code: 'ERR_WEBHOOK_TIMESTAMP_OUT_OF_RANGE';
}

/** No signature fits the body under one of the secrets: the body was changed or parsed, or the secret is another one. */
export class WebhookSignatureInvalid extends FaceSessionError {
  static override code = 'ERR_WEBHOOK_SIGNATURE_INVALID' as const;
  declare readonly code: 'ERR_WEBHOOK_SIGNATURE_INVALID';
}

/** The body is signed, but is neither an event of Face Session nor the reference's form. */
export class WebhookBodyMalformed extends FaceSessionError {
  static override code = 'ERR_WEBHOOK_BODY_MALFORMED' as const;
  declare readonly code: 'ERR_WEBHOOK_BODY_MALFORMED';
}

/** Every error of this package, so that `switch (error.code)` narrows to the class. */
export type AnyFaceSessionError =
  | OptionsInvalid
  | ResultMalformed
  | ResultTest
  | ResultDecryptionFailed
  | ResultAlgorithmNotAllowed
  | ResultKeyUnknown
  | ResultSignatureInvalid
  | ResultIssuerMismatch
  | ResultAudienceMismatch
  | ResultIssuedInFuture
  | ResultExpired
  | ResultSessionMismatch
  | ResultNonceMismatch
  | ResultUserMismatch
  | ResultNotMatched
  | ResultMatched
  | ResultMatchLevelTooLow
  | ResultReplayed
  | ReplayStoreFull
  | ServiceUnreachable
  | ServiceTimeout
  | ImageMissing
  | ImageForbidden
  | ImageNotFound
  | ImageInvalid
  | ImageTooLarge
  | ImageChecksumMismatch
  | WebhookHeaderInvalid
  | WebhookTimestampOutOfRange
  | WebhookSignatureInvalid
  | WebhookBodyMalformed;

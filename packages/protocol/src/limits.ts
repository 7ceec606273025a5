/** Life of a face session from its creation, in seconds (specification 1: ten minutes). */
export const SESSION_LIFETIME_SECONDS = 10 * 60;

/** Life of an access token, in seconds (specification 5: `expires_in` 1800). */
export const ACCESS_TOKEN_LIFETIME_SECONDS = 30 * 60;

/** Life of a signed result, in seconds (specification 6: `exp` = `iat` + 600). */
export const RESULT_LIFETIME_SECONDS = 10 * 60;

/** How long an audit-trail image is kept unless configured shorter, in seconds (specification 6: 30 minutes). */
export const AUDIT_IMAGE_LIFETIME_SECONDS = 30 * 60;

/** Largest ID photo, in bytes of the decoded picture (specification 5: 5 MB). */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;

/** Longest nonce, in characters (specification 2). */
export const MAX_NONCE_LENGTH = 64;

/** Failed attempts after which a session ends, and the most a client may ask for (specification 2 and 3). */
export const MAX_ATTEMPTS = 3;

/** Lowest match level of a match unless a client asks for more (specification 2). */
export const DEFAULT_MINIMUM_MATCH_LEVEL = 3;

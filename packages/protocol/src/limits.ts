/** Life of a face session from its creation, in seconds (docs/protocol.md, Sessions). */
export const SESSION_LIFETIME_SECONDS = 10 * 60;

/** Life of an access token, in seconds (docs/protocol.md, Sessions). */
export const ACCESS_TOKEN_LIFETIME_SECONDS = 30 * 60;

/** Life of a signed result, in seconds (docs/protocol.md, Results). */
export const RESULT_LIFETIME_SECONDS = 10 * 60;

/** How long an audit-trail image is kept unless configured shorter, in seconds (docs/protocol.md, Results). */
export const AUDIT_IMAGE_LIFETIME_SECONDS = 30 * 60;

/** Largest ID photo, in bytes of the decoded picture (docs/protocol.md, Sessions). */
export const MAX_PHOTO_BYTES = 5 * 1024 * 1024;

/** Longest nonce, in characters (docs/protocol.md, Sessions). */
export const MAX_NONCE_LENGTH = 64;

/** Failed attempts after which a session ends, and the most a client may ask for (docs/protocol.md, Attempts). */
export const MAX_ATTEMPTS = 3;

/** Lowest match level of a match unless a client asks for more (docs/protocol.md, Attempts). */
export const DEFAULT_MINIMUM_MATCH_LEVEL = 3;

/** Most gestures of one challenge. */
export const MAX_GESTURES = 3;

/** Most colours of one challenge of light. */
export const MAX_LIGHT_STEPS = 8;

/** Most frames of one upload. */
export const MAX_UPLOAD_FRAMES = 120;

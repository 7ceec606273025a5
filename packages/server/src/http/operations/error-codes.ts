/** Errors of every authenticated call. */
export const common = ['UNAUTHORIZED', 'FORBIDDEN', 'RATE_LIMITED', 'UNEXPECTED_ERROR', 'BUSY'] as const;

/** Errors of the calls that take a photo. */
export const photo = [
  'PHOTO_MISSING',
  'PHOTO_INVALID',
  'FACE_NOT_FOUND',
  'MULTIPLE_FACES',
  'FACE_TOO_SMALL',
  'FACE_TOO_BLURRED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;

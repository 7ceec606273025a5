/** Why bytes are not a picture that can be used. The codes are of the service's error registry. */
export type PictureErrorCode = 'PHOTO_INVALID' | 'UNSUPPORTED_MEDIA_TYPE' | 'PAYLOAD_TOO_LARGE';

/** Bytes that cannot be decoded to a picture. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  constructor(
    readonly code: PictureErrorCode,
    message: string,
  ) {
    super(message);
  }
}

import { MAX_PHOTO_BYTES } from '@face-session/protocol';
import { refusal, type Refusal } from '../sessions/refusal.js';
import { Form, type FormShape } from './form.js';
import { isBase64Text, pictureFromBase64, type PictureTextRefusal } from './picture-body.js';

/** The form of a call that takes one photo. */
export const photoForm = {
  idPhoto: {
    most: 1,
    maxBytes: MAX_PHOTO_BYTES,
    description: 'JPEG, PNG, JPEG 2000, WebP or AVIF, at most 5 MB; the service may accept fewer formats',
  },
} as const satisfies FormShape;

/** Codes of the calls that take photos, beside those of any body. */
export const photoErrors = [
  'PHOTO_MISSING',
  'PHOTO_INVALID',
  'FACE_NOT_FOUND',
  'MULTIPLE_FACES',
  'FACE_TOO_SMALL',
  'FACE_TOO_BLURRED',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
] as const;

/** The photo of a form or of JSON. */
export async function photoOf(body: Form | { readonly idPhoto?: string | undefined }): Promise<Buffer | PictureTextRefusal> {
  if (!(body instanceof Form))
    return body.idPhoto === undefined ? photoMissing : pictureFromBase64('idPhoto', body.idPhoto, MAX_PHOTO_BYTES);
  const [photo] = body.all('idPhoto');
  if (!photo || photo.length === 0) return photoMissing;
  return isBase64Text(photo) ? pictureFromBase64('idPhoto', photo.toString('latin1'), MAX_PHOTO_BYTES) : photo;
}

/** The refusal of a body without a photo. */
export const photoMissing: Refusal<'PHOTO_MISSING'> = refusal('PHOTO_MISSING', 'idPhoto');

import { MAX_PHOTO_BYTES } from '@face-session/protocol';
import { matchRequestSchema, matchResponseSchema } from '@face-session/protocol/schemas';
import { comparePhotos } from '../../sessions/compare-photos.js';
import { isRefusal } from '../../sessions/refusal.js';
import { notSimulated } from '../../sessions/simulation.js';
import { endpoint } from '../endpoint.js';
import { photoErrors } from '../photo-field.js';
import { pictureBodyBytes, pictureFromBase64 } from '../picture-body.js';

/** Compares two pictures. Nothing is stored. */
export const matchPhotos = endpoint(
  {
    method: 'POST',
    path: '/api/v1/face/match',
    tag: 'Sessions',
    summary: 'Compare two photos, without session and liveness. Nothing is stored.',
    scope: 'KYC_FACE_FLOW',
    body: { 'application/json': matchRequestSchema },
    limits: { rate: 'photo', bodyBytes: pictureBodyBytes(2, MAX_PHOTO_BYTES), pictures: true },
    success: { status: 200, type: 'application/json', schema: matchResponseSchema },
    errors: [...photoErrors, 'FORBIDDEN'],
  },
  async (parts, { caller, body }) => {
    if (caller.client.test) return notSimulated;
    const source = await pictureFromBase64('sourceImage', body.sourceImage, MAX_PHOTO_BYTES);
    if (isRefusal(source)) return source;
    const target = await pictureFromBase64('targetImage', body.targetImage, MAX_PHOTO_BYTES);
    if (isRefusal(target)) return target;
    return comparePhotos(parts, caller.client, { source, target, minimumMatchLevel: body.minimumMatchLevel });
  },
);

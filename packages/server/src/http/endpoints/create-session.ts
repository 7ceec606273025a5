import { MAX_PHOTO_BYTES } from '@face-session/protocol';
import { createSessionRequestSchema, createSessionResponseSchema } from '@face-session/protocol/schemas';
import { createSession as create } from '../../sessions/create-session.js';
import { isRefusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { photoErrors, photoForm, photoMissing, photoOf } from '../photo-field.js';
import { pictureBodyBytes } from '../picture-body.js';

/** An ID photo becomes a session. */
export const createSession = endpoint(
  {
    method: 'POST',
    path: '/api/v1/face',
    tag: 'Sessions',
    summary: 'Make a session from an ID photo; it lives ten minutes.',
    scope: 'KYC_FACE_FLOW',
    body: { 'multipart/form-data': photoForm, 'application/json': createSessionRequestSchema },
    invalidBody: () => photoMissing,
    limits: { rate: 'photo', bodyBytes: pictureBodyBytes(1, MAX_PHOTO_BYTES), pictures: true },
    success: { status: 201, type: 'application/json', schema: createSessionResponseSchema },
    errors: photoErrors,
  },
  async (parts, { caller, body }) => {
    const photo = await photoOf(body);
    return isRefusal(photo) ? photo : create(parts, caller.client, photo);
  },
);

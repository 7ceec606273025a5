import { MAX_PHOTO_BYTES } from '@face-session/protocol';
import { createLinkRequestSchema, createLinkResponseSchema } from '@face-session/protocol/schemas';
import { createLink as create } from '../../links/create-link.js';
import { qrSVG } from '../../links/link-qr.js';
import { isRefusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { photoErrors } from '../photo-field.js';
import { pictureBodyBytes, pictureFromBase64 } from '../picture-body.js';

/** Creates a link to the hosted page. */
export const createLink = endpoint(
  {
    method: 'POST',
    path: '/api/v1/links',
    tag: 'Links',
    summary: 'Create a link to the hosted page from a photo, an open session or an enrolled face. Backends only.',
    scope: 'KYC_FACE_LINK',
    body: { 'application/json': createLinkRequestSchema },
    limits: { rate: 'photo', bodyBytes: pictureBodyBytes(1, MAX_PHOTO_BYTES), pictures: true },
    success: { status: 201, type: 'application/json', schema: createLinkResponseSchema },
    errors: [...photoErrors, 'INVALID_REQUEST', 'FORBIDDEN', 'NOT_FOUND'],
  },
  async (parts, { caller, body }) => {
    const { idPhoto, ...request } = body;
    const photo = idPhoto === undefined ? undefined : await pictureFromBase64('idPhoto', idPhoto, MAX_PHOTO_BYTES);
    if (isRefusal(photo)) return photo;
    const created = await create(parts, caller.client, { ...request, photo });
    if (isRefusal(created)) return created;
    return { ...created, expiresAt: new Date(created.expiresAt).toISOString(), qrSVG: qrSVG(created.url) };
  },
);

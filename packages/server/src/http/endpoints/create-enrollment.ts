import { MAX_PHOTO_BYTES } from '@face-session/protocol';
import { createEnrollmentRequestSchema, createEnrollmentResponseSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { enroll } from '../../sessions/enrollments.js';
import { isRefusal, refusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';
import { Form } from '../form.js';
import { photoErrors, photoForm, photoOf } from '../photo-field.js';
import { pictureBodyBytes } from '../picture-body.js';

/** Keeps a face for account recovery. */
export const createEnrollment = endpoint(
  {
    method: 'POST',
    path: '/api/v1/enrollments',
    tag: 'Enrollments',
    summary: 'Enrol a face from a photo, or from a session that succeeded. Backends only.',
    scope: 'KYC_FACE_FLOW',
    headers: z.object({
      'UQ-User-ID': z.uuid().optional().describe("The customer's own id of the user: an erasure of the user erases the face"),
    }),
    body: { 'application/json': createEnrollmentRequestSchema, 'multipart/form-data': photoForm },
    invalidBody: () => refusal('INVALID_REQUEST', 'idPhoto or sessionId'),
    limits: { rate: 'photo', bodyBytes: pictureBodyBytes(1, MAX_PHOTO_BYTES), pictures: true },
    success: { status: 201, type: 'application/json', schema: createEnrollmentResponseSchema },
    errors: [...photoErrors, 'INVALID_REQUEST', 'FORBIDDEN', 'NOT_FOUND'],
  },
  async (parts, { caller, headers, body }) => {
    const userIdentifier = headers['UQ-User-ID'] ?? null;
    if (!(body instanceof Form) && 'sessionId' in body) {
      return enroll(parts, caller.client, { sessionId: body.sessionId.toLowerCase() }, userIdentifier);
    }
    const photo = await photoOf(body);
    return isRefusal(photo) ? photo : enroll(parts, caller.client, { photo }, userIdentifier);
  },
);

import { openAttemptRequestSchema, openAttemptResponseSchema } from '@face-session/protocol/schemas';
import { openAttempt as open } from '../../sessions/open-attempt.js';
import { refusal } from '../../sessions/refusal.js';
import { publicKeyOf } from '../../sessions/signed-upload.js';
import { endpoint } from '../endpoint.js';

/** Opens an attempt; nothing is charged yet. */
export const openAttempt = endpoint(
  {
    method: 'POST',
    path: '/api/v1/attempts',
    tag: 'Attempts',
    summary: 'Open an attempt. It is not charged yet.',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    body: { 'application/json': openAttemptRequestSchema },
    limits: { rate: 'attempt', bodyBytes: 16 * 1024 },
    success: { status: 201, type: 'application/json', schema: openAttemptResponseSchema },
    errors: [
      'INVALID_REQUEST',
      'SESSION_EXPIRED',
      'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
      'MEDIA_VIRTUAL_CAMERA_DETECTED',
      'ATTEMPT_SIGNATURE_INVALID',
      'RATE_LIMITED',
    ],
  },
  (parts, { session, body }) =>
    body.captureKey && !publicKeyOf(body.captureKey)
      ? Promise.resolve(refusal('INVALID_REQUEST', 'captureKey: not a public key of P-256.'))
      : open(parts, session, body),
);

import { openAttemptRequestSchema, openAttemptResponseSchema } from '@face-session/protocol/schemas';
import { openAttempt as open } from '../../sessions/open-attempt.js';
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
    errors: ['SESSION_EXPIRED', 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', 'MEDIA_VIRTUAL_CAMERA_DETECTED', 'RATE_LIMITED'],
  },
  (parts, { session, body }) => open(parts, session, body),
);

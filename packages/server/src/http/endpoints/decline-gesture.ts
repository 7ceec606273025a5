import { attemptOutcomeSchema, declineGestureRequestSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { declineGesture as decline } from '../../sessions/decline-gesture.js';
import { endpoint } from '../endpoint.js';

/** Ends a challenged attempt whose person cannot do one of its gestures. */
export const declineGesture = endpoint(
  {
    method: 'POST',
    path: '/api/v1/attempts/{attemptId}/decline',
    tag: 'Attempts',
    summary: 'End a challenged attempt whose person cannot do one of its gestures.',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    params: z.object({ attemptId: z.uuid().toLowerCase() }),
    body: { 'application/json': declineGestureRequestSchema },
    limits: { rate: 'attempt', bodyBytes: 1024 },
    success: { status: 200, type: 'application/json', schema: attemptOutcomeSchema },
    errors: [
      'INVALID_REQUEST',
      'SESSION_EXPIRED',
      'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
      'ATTEMPT_CONFLICT',
      'ATTEMPT_SIGNATURE_INVALID',
    ],
  },
  (parts, { session, params, body }) => decline(parts, session, params.attemptId, body),
);

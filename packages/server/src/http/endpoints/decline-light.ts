import { attemptOutcomeSchema, declineLightRequestSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { declineLight as decline } from '../../sessions/submit-light.js';
import { endpoint } from '../endpoint.js';

/** Goes on without a challenge of light that is not shown. */
export const declineLight = endpoint(
  {
    method: 'POST',
    path: '/api/v1/attempts/{attemptId}/light/decline',
    tag: 'Attempts',
    summary: 'Go on without a challenge of light that the person declined or the capture could not show.',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    params: z.object({ attemptId: z.uuid().toLowerCase() }),
    body: { 'application/json': declineLightRequestSchema },
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

import { incompleteResult } from '../../sessions/incomplete-result.js';
import { isRefusal } from '../../sessions/refusal.js';
import { jwt } from '../body-schemas.js';
import { endpoint } from '../endpoint.js';

/** Ends a session that had a failed attempt. */
export const endSession = endpoint(
  {
    method: 'POST',
    path: '/api/v1/face/end',
    tag: 'Attempts',
    summary: 'End a session that had a failed attempt and get its signed result.',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    limits: { rate: 'attempt' },
    success: { status: 200, type: 'application/jwt', schema: jwt },
    errors: ['SESSION_EXPIRED', 'NOT_FOUND'],
  },
  async (parts, { session }) => {
    const ended = await incompleteResult(parts, session);
    return isRefusal(ended) ? ended : ended.result;
  },
);

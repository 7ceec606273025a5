import { createRecoveryRequestSchema, createSessionResponseSchema } from '@face-session/protocol/schemas';
import { recover } from '../../sessions/enrollments.js';
import { endpoint } from '../endpoint.js';

/** Creates a session from an enrolled face; it counts towards the rate of photos. */
export const createRecovery = endpoint(
  {
    method: 'POST',
    path: '/api/v1/recoveries',
    tag: 'Enrollments',
    summary: 'Create a session whose reference is an enrolled face.',
    scope: 'KYC_FACE_FLOW',
    body: { 'application/json': createRecoveryRequestSchema },
    limits: { rate: 'photo' },
    success: { status: 201, type: 'application/json', schema: createSessionResponseSchema },
    errors: ['FORBIDDEN', 'NOT_FOUND'],
  },
  (parts, { caller, body }) => recover(parts, caller.client, body.enrollmentIdentifier.toLowerCase()),
);

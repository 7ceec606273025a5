import { z } from 'zod';
import { eraseEnrollment } from '../../sessions/enrollments.js';
import { endpoint } from '../endpoint.js';

/** Erases an enrolled face. */
export const deleteEnrollment = endpoint(
  {
    method: 'DELETE',
    path: '/api/v1/enrollments/{enrollmentIdentifier}',
    tag: 'Enrollments',
    summary: 'Erase an enrolled face.',
    scope: 'KYC_FACE_FLOW',
    params: z.object({ enrollmentIdentifier: z.string().max(100).toLowerCase() }),
    success: { status: 204 },
    errors: ['NOT_FOUND'],
  },
  (parts, { caller, params }) => eraseEnrollment(parts, caller.client, params.enrollmentIdentifier),
);

import {
  createEnrollmentRequestSchema,
  createEnrollmentResponseSchema,
  createRecoveryRequestSchema,
  createSessionResponseSchema,
} from '@face-session/protocol';
import { z } from 'zod';
import { binary } from './bodies.js';
import { common, photo } from './error-codes.js';
import type { Operation } from './operation.js';

/** Faces kept for account recovery. */
export const enrollmentOperations = {
  createEnrollment: {
    method: 'post',
    path: '/api/v1/enrollments',
    tag: 'Enrollments',
    summary: 'Enrol a face from a photo, or from a session that succeeded. Backends only.',
    scope: 'KYC_FACE_FLOW',
    headers: z.object({
      'UQ-User-ID': z.uuid().optional().describe("The customer's own id of the user: an erasure of the user erases the face"),
    }),
    request: {
      'application/json': createEnrollmentRequestSchema,
      'multipart/form-data': z.object({ idPhoto: binary('JPEG or PNG') }),
    },
    success: { status: 201, body: { 'application/json': createEnrollmentResponseSchema } },
    errors: [...common, ...photo, 'INVALID_REQUEST', 'NOT_FOUND'],
  },
  deleteEnrollment: {
    method: 'delete',
    path: '/api/v1/enrollments/{enrollmentIdentifier}',
    tag: 'Enrollments',
    summary: 'Erase an enrolled face.',
    scope: 'KYC_FACE_FLOW',
    params: z.object({ enrollmentIdentifier: z.string().max(100) }),
    success: { status: 204 },
    errors: [...common, 'NOT_FOUND'],
  },
  createRecovery: {
    method: 'post',
    path: '/api/v1/recoveries',
    tag: 'Enrollments',
    summary: 'Make a session whose reference is an enrolled face.',
    scope: 'KYC_FACE_FLOW',
    request: { 'application/json': createRecoveryRequestSchema },
    success: { status: 201, body: { 'application/json': createSessionResponseSchema } },
    errors: [...common, 'INVALID_REQUEST', 'NOT_FOUND'],
  },
} as const satisfies Record<string, Operation>;

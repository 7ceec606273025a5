import { createSessionRequestSchema, createSessionResponseSchema, matchRequestSchema, matchResponseSchema } from '@face-session/protocol';
import { z } from 'zod';
import { binary } from './bodies.js';
import { common, photo } from './error-codes.js';
import type { Operation } from './operation.js';

/** From a photo to a session, or to a comparison. */
export const sessionOperations = {
  createSession: {
    method: 'post',
    path: '/api/v1/face',
    tag: 'Sessions',
    summary: 'Make a session from an ID photo; it lives ten minutes.',
    scope: 'KYC_FACE_FLOW',
    request: {
      'multipart/form-data': z.object({ idPhoto: binary('JPEG or PNG, at most 5 MB') }),
      'application/json': createSessionRequestSchema,
    },
    success: { status: 201, body: { 'application/json': createSessionResponseSchema } },
    errors: [...common, ...photo, 'INVALID_REQUEST'],
  },
  matchPhotos: {
    method: 'post',
    path: '/api/v1/face/match',
    tag: 'Sessions',
    summary: 'Compare two photos: no session, no liveness, nothing kept.',
    scope: 'KYC_FACE_FLOW',
    request: { 'application/json': matchRequestSchema },
    success: { status: 200, body: { 'application/json': matchResponseSchema } },
    errors: [...common, ...photo, 'INVALID_REQUEST'],
  },
} as const satisfies Record<string, Operation>;

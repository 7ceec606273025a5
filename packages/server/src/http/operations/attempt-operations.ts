import { attemptOutcomeSchema, frameTimesSchema, openAttemptRequestSchema, openAttemptResponseSchema } from '@face-session/protocol';
import { z } from 'zod';
import { binary, jwt } from './bodies.js';
import { common } from './error-codes.js';
import type { Operation } from './operation.js';
import { sessionHeadersSchema } from './session-headers.js';

const session = ['INVALID_REQUEST', 'SESSION_EXPIRED', 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS'] as const;
const upload = ['ATTEMPT_CONFLICT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE', 'REQUEST_TIMEOUT'] as const;

const frames = z.object({
  frames: frameTimesSchema.describe('JSON; comes before the files'),
  frame: z.array(binary('JPEG or PNG')).describe('One file for each entry of `frames`, in the same order'),
});
const attemptParams = z.object({ attemptId: z.uuid() });

/** What the capture speaks: frames are judged against the session. */
export const attemptOperations = {
  openAttempt: {
    method: 'post',
    path: '/api/v1/attempts',
    tag: 'Attempts',
    summary: 'Open an attempt; not charged yet.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    request: { 'application/json': openAttemptRequestSchema },
    success: { status: 201, body: { 'application/json': openAttemptResponseSchema } },
    errors: [...common, ...session, 'MEDIA_VIRTUAL_CAMERA_DETECTED'],
  },
  submitBurst: {
    method: 'post',
    path: '/api/v1/attempts/{attemptId}/burst',
    tag: 'Attempts',
    summary: 'Upload the burst: charges the attempt, then judges it.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    params: attemptParams,
    request: { 'multipart/form-data': frames },
    success: { status: 200, body: { 'application/json': attemptOutcomeSchema } },
    errors: [...common, ...session, ...upload],
  },
  submitGestures: {
    method: 'post',
    path: '/api/v1/attempts/{attemptId}/gestures',
    tag: 'Attempts',
    summary: 'Upload the gestures of a challenge.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    params: attemptParams,
    request: { 'multipart/form-data': frames },
    success: { status: 200, body: { 'application/json': attemptOutcomeSchema } },
    errors: [...common, ...session, ...upload],
  },
  getIncompleteResult: {
    method: 'get',
    path: '/api/v1/attempts/incomplete-result',
    tag: 'Attempts',
    summary: 'End a session that had a failed attempt and get its signed result.',
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    success: { status: 200, body: { 'application/jwt': jwt } },
    errors: [...common, 'INVALID_REQUEST', 'SESSION_EXPIRED', 'NOT_FOUND'],
  },
} as const satisfies Record<string, Operation>;

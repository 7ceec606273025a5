import { v2ErrorSchema, v2MatchRequestSchema } from '@face-session/protocol';
import { jwt } from './bodies.js';
import type { Operation } from './operation.js';
import { sessionHeadersSchema } from './session-headers.js';

/** The private call of the reference's web SDK. */
export const v2Operations = {
  submitV2Match: {
    method: 'post',
    path: '/api/v2/face/bioid/match',
    tag: 'Web SDK',
    summary: "The reference web SDK's call: two pictures around a nod.",
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    request: { 'application/json': v2MatchRequestSchema },
    success: { status: 200, body: { 'text/plain': jwt } },
    errors: [],
    otherErrors: { 400: v2ErrorSchema, 401: v2ErrorSchema },
  },
  getV2Result: {
    method: 'get',
    path: '/api/v2/face/bioid/match',
    tag: 'Web SDK',
    summary: "The incomplete session's result, as the reference web SDK asks for it.",
    scope: 'KYC_FACE_FLOW',
    headers: sessionHeadersSchema,
    success: { status: 200, body: { 'text/plain': jwt } },
    errors: [],
    otherErrors: { 400: v2ErrorSchema, 401: v2ErrorSchema },
  },
} as const satisfies Record<string, Operation>;

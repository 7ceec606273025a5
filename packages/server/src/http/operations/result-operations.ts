import { z } from 'zod';
import { binary, jwt } from './bodies.js';
import { common } from './error-codes.js';
import type { Operation } from './operation.js';
import { sessionHeadersSchema } from './session-headers.js';

const sessionParams = z.object({ sessionId: z.string().max(100) });
const imageParams = z.object({ imageId: z.string().max(100) });

/** Signed results and selfies, for the customer's backend. */
export const resultOperations = {
  getResult: {
    method: 'get',
    path: '/api/v1/info/{sessionId}',
    tag: 'Results',
    summary: 'Get the signed result of a session again.',
    scope: 'KYC_INFO_SDK',
    params: sessionParams,
    success: { status: 200, body: { 'application/jwt': jwt } },
    errors: [...common, 'NOT_FOUND'],
  },
  getResultByHeader: {
    method: 'get',
    path: '/api/v1/info',
    tag: 'Results',
    summary: 'Get the signed result of the session in UQ-Session-ID again.',
    scope: 'KYC_INFO_SDK',
    headers: sessionHeadersSchema.pick({ 'UQ-Session-ID': true }),
    success: { status: 200, body: { 'application/jwt': jwt } },
    errors: [...common, 'NOT_FOUND'],
  },
  getImage: {
    method: 'get',
    path: '/api/v1/info/img/{imageId}',
    tag: 'Results',
    summary: 'Get the audit-trail image.',
    scope: 'KYC_INFO_SDK',
    params: imageParams,
    success: { status: 200, body: { 'image/jpeg': binary('The selfie; its SHA-256 is in the result') } },
    errors: [...common, 'NOT_FOUND'],
  },
  deleteSession: {
    method: 'delete',
    path: '/api/v1/info/{sessionId}',
    tag: 'Results',
    summary: 'Delete all that is kept of a session of the client, at once. 204 for any UUID.',
    scope: 'KYC_INFO_SDK',
    params: z.object({ sessionId: z.uuid() }),
    success: { status: 204 },
    errors: [...common],
  },
} as const satisfies Record<string, Operation>;

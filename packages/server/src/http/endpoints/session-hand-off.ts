import { handOffRequestSchema, handOverSessionRequestSchema, handOverSessionResponseSchema } from '@face-session/protocol/schemas';
import { qrSVG } from '../../links/link-qr.js';
import { handedOverResult, handOverSession as handOver, revokeHandOff as revoke } from '../../links/session-hand-off.js';
import { isRefusal } from '../../sessions/refusal.js';
import { jwt } from '../body-schemas.js';
import { endpoint } from '../endpoint.js';
import { knownLink } from '../known-link.js';

/* The endpoints with which a capture continues its session on another device, which runs it on the hosted page. */

/** Hands a session over. */
export const handOverSession = endpoint(
  {
    method: 'POST',
    path: '/api/v1/face/hand-off',
    tag: 'Attempts',
    summary: 'Create the URL with which another device runs the session. It replaces the one before. Called by the capture.',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    body: { 'application/json': handOverSessionRequestSchema },
    limits: { rate: 'attempt', bodyBytes: 4 * 1024 },
    success: { status: 201, type: 'application/json', schema: handOverSessionResponseSchema },
    errors: ['FORBIDDEN', 'SESSION_EXPIRED', 'ATTEMPT_SIGNATURE_INVALID'],
  },
  async (parts, { session, body }) => {
    const created = await handOver(parts, session, body);
    if (isRefusal(created)) return created;
    return { ...created, expiresAt: new Date(created.expiresAt).toISOString(), qrSVG: qrSVG(created.url) };
  },
);

/** Returns the result of a session that another device has run. */
export const getHandOffResult = endpoint(
  {
    method: 'POST',
    path: '/api/v1/face/hand-off/result',
    tag: 'Attempts',
    summary: 'Get the signed result of a session that another device has run, on the device that handed it over. Called by the capture.',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    body: { 'application/json': handOffRequestSchema },
    limits: { rate: 'attempt', bodyBytes: 1024 },
    success: { status: 200, type: 'application/jwt', schema: jwt },
    errors: ['NOT_FOUND'],
  },
  async (parts, { session, body }) => {
    const known = await knownLink(parts, body.token);
    return isRefusal(known) ? known : handedOverResult(parts, session, known, body.deviceKey);
  },
);

/** Revokes the hand-off of a session. */
export const revokeHandOff = endpoint(
  {
    method: 'DELETE',
    path: '/api/v1/face/hand-off',
    tag: 'Attempts',
    summary: 'Revoke the URL with which another device could run the session, unless one has started. Called by the capture.',
    scope: 'KYC_FACE_FLOW',
    inSession: true,
    limits: { rate: 'attempt' },
    success: { status: 204 },
    errors: [],
  },
  async (parts, { session }) => {
    await revoke(parts, session);
    return null;
  },
);

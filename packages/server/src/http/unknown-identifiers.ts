import type { FastifyRequest } from 'fastify';
import { identifierHash } from '../keys/identifier-hash.js';
import { callerOf } from './authenticate.js';
import { connectionOf } from './connection.js';
import type { HttpParts } from './http-parts.js';

/**
 * Counts requests for a session, image or enrolment that does not exist, by address. Above the limit they get RATE_LIMITED.
 * Requests for existing ones are not affected: people share addresses, and an identifier of 96 random bits or more cannot be guessed.
 * @throws HttpError RATE_LIMITED
 */
export async function countUnknown({ limiter }: HttpParts, request: FastifyRequest): Promise<void> {
  await limiter.take('unknown', connectionOf(request).address);
}

/**
 * Before the body is read, rejects an address above its limit unless the session exists.
 * @throws HttpError RATE_LIMITED
 */
export async function refuseProbing(parts: HttpParts, request: FastifyRequest, sessionId: string): Promise<void> {
  const { limiter, store, clock } = parts;
  if (!(await limiter.reached('unknown', connectionOf(request).address))) return;
  if (!(await store.findSession(identifierHash(sessionId), callerOf(request).client.clientId, clock()))) await countUnknown(parts, request);
}

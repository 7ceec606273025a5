import type { FastifyRequest } from 'fastify';
import { identifierHash } from '../keys/identifier-hash.js';
import { callerOf } from './authenticate.js';
import { connectionOf } from './connection.js';
import type { HttpParts } from './http-parts.js';

/**
 * Counts a call that named a session, image or enrolment that does not exist, by address. Beyond the limit such calls are answered RATE_LIMITED.
 * Calls for ones that exist are never refused by it: people share addresses, and an identifier of 96 random bits or more is not guessed at any rate.
 * @throws HttpError RATE_LIMITED
 */
export async function countUnknown({ limiter }: HttpParts, request: FastifyRequest): Promise<void> {
  await limiter.take('unknown', connectionOf(request).address);
}

/**
 * Before the body is read: an address beyond its limit is heard only for a session that exists.
 * @throws HttpError RATE_LIMITED
 */
export async function refuseProbing(parts: HttpParts, request: FastifyRequest, sessionId: string): Promise<void> {
  const { limiter, store, clock } = parts;
  if (!(await limiter.reached('unknown', connectionOf(request).address))) return;
  if (!(await store.findSession(identifierHash(sessionId), callerOf(request).client.clientId, clock()))) await countUnknown(parts, request);
}

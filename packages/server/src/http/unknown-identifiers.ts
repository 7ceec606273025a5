import type { FastifyRequest } from 'fastify';
import { identifierHash } from '../keys/identifier-hash.js';
import { callerOf } from './authenticate.js';
import { connectionOf } from './connection.js';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';

/**
 * Runs a call that names a session or image. Calls for ones that do not exist are counted by address: beyond the limit they are answered
 * RATE_LIMITED. Calls for ones that exist are never refused by it: people share addresses, and an identifier of 96 random bits or more
 * is not guessed at any rate.
 */
export async function countingUnknown<Value>(parts: HttpParts, request: FastifyRequest, run: () => Promise<Value>): Promise<Value> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof HttpProblem && (error.code === 'SESSION_EXPIRED' || error.code === 'NOT_FOUND'))
      await countUnknown(parts, request);
    throw error;
  }
}

/**
 * The same before the body is read: an address beyond its limit is heard only for a session that exists.
 * @throws HttpProblem RATE_LIMITED
 */
export async function refuseProbing(parts: HttpParts, request: FastifyRequest, sessionId: string): Promise<void> {
  const { limiter, store, config, clock } = parts;
  if (!(await limiter.reached('unknown', connectionOf(request).address, config.limits.unknownIdentifiersPerMinute))) return;
  if (!(await store.findSession(identifierHash(sessionId), callerOf(request).client.clientId, clock()))) await countUnknown(parts, request);
}

async function countUnknown({ limiter, config }: HttpParts, request: FastifyRequest): Promise<void> {
  await limiter.take('unknown', connectionOf(request).address, config.limits.unknownIdentifiersPerMinute);
}

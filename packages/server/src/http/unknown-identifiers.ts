import type { FastifyRequest } from 'fastify';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';

/** Runs a call that names a session or image; who keeps naming ones that do not exist is made to wait. */
export async function countingUnknown<Value>(parts: HttpParts, request: FastifyRequest, run: () => Promise<Value>): Promise<Value> {
  const { limiter, config } = parts;
  await limiter.check('unknown', request.ip, config.limits.unknownIdentifiersPerMinute);
  try {
    return await run();
  } catch (error) {
    if (error instanceof HttpProblem && (error.code === 'SESSION_EXPIRED' || error.code === 'NOT_FOUND')) {
      await limiter.note('unknown', request.ip);
    }
    throw error;
  }
}

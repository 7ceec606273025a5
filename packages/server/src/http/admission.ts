import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.js';

/**
 * Bounds the requests with pictures that are under way in this process, and with them its memory: those beyond are refused before
 * a byte of their body is read.
 */
export interface Admission {
  readonly inFlight: number;
  /** Takes a place for the request until it is answered or gone. @throws HttpProblem BUSY or RATE_LIMITED. */
  enter(request: FastifyRequest, reply: FastifyReply): void;
  /** Keeps the place while `work` goes on, even if the client has left meanwhile. */
  during<Value>(request: FastifyRequest, work: () => Promise<Value>): Promise<Value>;
}

/** @param most requests in all. @param mostPerAddress of those, from one address. */
export function createAdmission(most: number, mostPerAddress: number): Admission {
  let inFlight = 0;
  const byAddress = new Map<string, number>();
  const holds = new WeakMap<FastifyRequest, number>();

  const leave = (request: FastifyRequest): void => {
    const left = (holds.get(request) ?? 1) - 1;
    holds.set(request, left);
    if (left > 0) return;
    inFlight--;
    const ofAddress = (byAddress.get(request.ip) ?? 1) - 1;
    if (ofAddress > 0) byAddress.set(request.ip, ofAddress);
    else byAddress.delete(request.ip);
  };

  return {
    get inFlight() {
      return inFlight;
    },
    enter(request, reply) {
      const ofAddress = byAddress.get(request.ip) ?? 0;
      if (inFlight >= most) throw new HttpProblem('BUSY');
      if (ofAddress >= mostPerAddress) throw new HttpProblem('RATE_LIMITED', undefined, 1);
      inFlight++;
      byAddress.set(request.ip, ofAddress + 1);
      holds.set(request, 1);
      reply.raw.once('close', () => {
        leave(request);
      });
    },
    async during(request, work) {
      holds.set(request, (holds.get(request) ?? 0) + 1);
      try {
        return await work();
      } finally {
        leave(request);
      }
    },
  };
}

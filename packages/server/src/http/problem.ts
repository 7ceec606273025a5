import { apiErrors, type ApiErrorCode, type Problem } from '@face-session/protocol';
import type { FastifyReply } from 'fastify';
import type { Refusal } from '../sessions/refusal.js';

/** Content type of problem details (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** Seconds after which to come again when nothing better is known. */
const RETRY_AFTER_SECONDS: Partial<Record<ApiErrorCode, number>> = { BUSY: 1, RATE_LIMITED: 60 };

/** Ends a request with an error of the registry, from wherever in HTTP it is found. */
export class HttpProblem extends Error {
  constructor(
    readonly code: ApiErrorCode,
    readonly detail?: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(code);
    this.name = 'HttpProblem';
  }
}

/** Throws what the rules refused. */
export function unlessRefused<Value extends object>(value: Value | Refusal): Value {
  if ('refused' in value) throw new HttpProblem(value.refused, value.detail);
  return value;
}

/** The body of an error. */
export function problemBody(requestId: string, code: ApiErrorCode, detail?: string): Problem {
  const { status, meaning } = apiErrors[code];
  return {
    type: `urn:face-session:error:${code.toLowerCase().replaceAll('_', '-')}`,
    title: meaning,
    status,
    code,
    ...(detail !== undefined && { detail }),
    requestId,
  };
}

export function sendProblemHeaders(reply: FastifyReply, problem: HttpProblem): void {
  const retryAfter = problem.retryAfterSeconds ?? RETRY_AFTER_SECONDS[problem.code];
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  if (problem.code === 'UNAUTHORIZED') void reply.header('www-authenticate', 'Bearer realm="face-session", error="invalid_token"');
}

export async function sendProblem(reply: FastifyReply, problem: HttpProblem): Promise<void> {
  sendProblemHeaders(reply, problem);
  await reply
    .code(apiErrors[problem.code].status)
    .type(PROBLEM_TYPE)
    .serializer(JSON.stringify)
    .send(problemBody(reply.request.id, problem.code, problem.detail));
}

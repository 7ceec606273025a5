import { apiErrors, type ApiErrorCode, type Problem, type SessionReason } from '@face-session/protocol';
import type { Refusal } from '../sessions/refusal.js';

/** Content type of problem details (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** Seconds for `Retry-After` when nothing better is known. */
const RETRY_AFTER_SECONDS: Partial<Record<ApiErrorCode, number>> = { BUSY: 1, RATE_LIMITED: 60 };

/** Ends a request with an error, from any place in HTTP. */
export class HttpError extends Error {
  constructor(
    readonly code: ApiErrorCode,
    readonly detail?: string,
    readonly retryAfterSeconds?: number,
    readonly reason?: SessionReason,
  ) {
    super(code);
    this.name = 'HttpError';
  }

  /** For a refusal of an endpoint, whose codes its declaration types; it may be one of the endpoint's own. */
  static of({ refused, detail, retryAfterSeconds, reason }: Refusal<string>): HttpError {
    return new HttpError(refused as ApiErrorCode, detail, retryAfterSeconds, reason);
  }
}

/** The body of an error. */
export function problemBody(requestId: string, code: ApiErrorCode, detail?: string, reason?: SessionReason): Problem {
  const { status, meaning } = apiErrors[code];
  return {
    type: `urn:face-session:error:${code.toLowerCase().replaceAll('_', '-')}`,
    title: meaning,
    status,
    code,
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
    requestId,
  };
}

/** Returns the seconds for `Retry-After`, undefined if a retry cannot help. */
export function retryAfterOf({ code, retryAfterSeconds }: HttpError): number | undefined {
  return retryAfterSeconds ?? RETRY_AFTER_SECONDS[code];
}

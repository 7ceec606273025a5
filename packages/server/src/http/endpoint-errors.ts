import type { ApiErrorCode } from '@face-session/protocol';
import type { Declaration } from './declaration.js';

/** Errors of every call. */
const always = ['UNEXPECTED_ERROR', 'BUSY'] as const;

/** Every code that a call answers with: its own, and those of its guards, its limits and the reading of its body. */
export function errorsOf(declaration: Declaration): ReadonlySet<string> {
  const { scope, inSession, params, query, headers, body, method, limits = {}, errors, ownErrors = {} } = declaration;
  const when = (condition: boolean, ...codes: ApiErrorCode[]): ApiErrorCode[] => (condition ? codes : []);
  const own: readonly string[] = [...Object.keys(ownErrors), ...errors];
  return new Set([
    ...own,
    ...when(body !== undefined || inSession === true || [params, query, headers].some(Boolean), 'INVALID_REQUEST'),
    ...when(scope !== null && scope !== 'client', 'UNAUTHORIZED', 'FORBIDDEN'),
    ...when(body !== undefined, 'PAYLOAD_TOO_LARGE', 'REQUEST_TIMEOUT'),
    // A call without a body is refused with one.
    ...when(body !== undefined || method !== 'GET', 'UNSUPPORTED_MEDIA_TYPE'),
    ...when(limits.rate !== undefined || limits.pictures === true || inSession === true || own.some(saysUnknown), 'RATE_LIMITED'),
    ...always,
  ]);
}

/** Whether the code says that an identifier is unknown. Such responses are counted and rate-limited, so that identifiers cannot be guessed. */
export function saysUnknown(code: string): boolean {
  return code === 'SESSION_EXPIRED' || code === 'NOT_FOUND';
}

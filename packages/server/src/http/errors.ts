import { PictureError } from '@face-session/face/node';
import type { ApiErrorCode } from '@face-session/protocol';
import type { FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { SigningUnavailableError } from '../keys/key-ring.js';
import { StoreUnavailableError } from '../store/store.js';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';

/** What Fastify and its parsers say, in the registry's words. */
const codesOfStatus: Partial<Record<number, ApiErrorCode>> = {
  404: 'NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'BUSY',
};

/** Counts an error's answer, and logs it if it is a fault: a refusal that was meant, overload included, is no line in the log. */
export function recordProblem(parts: Pick<HttpParts, 'metrics'>, request: FastifyRequest, error: unknown, problem: HttpProblem): void {
  parts.metrics.refusals.inc({ code: problem.code });
  if (error instanceof HttpProblem || (problem.code !== 'UNEXPECTED_ERROR' && problem.code !== 'BUSY')) return;
  request.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'request failed');
}

/** The answer to anything thrown in a request. Details come from here and from schemas only, never from an error's own message. */
export function problemOfError(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof StoreUnavailableError || error instanceof SigningUnavailableError) return new HttpProblem('BUSY');
  if (error instanceof PictureError) return new HttpProblem(error.code, error.message);
  if (hasZodFastifySchemaValidationErrors(error)) {
    const places = new Set(error.validation.map((issue) => `${error.validationContext}${issue.instancePath.replaceAll('/', '.')}`));
    return new HttpProblem('INVALID_REQUEST', [...places].join(', '));
  }
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status !== 'number' || status >= 500) return new HttpProblem(status === 503 ? 'BUSY' : 'UNEXPECTED_ERROR');
  return new HttpProblem(codesOfStatus[status] ?? 'INVALID_REQUEST');
}

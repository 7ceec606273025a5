import { PictureError } from '@face-session/face/node';
import { apiErrors, type ApiErrorCode } from '@face-session/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SigningUnavailableError } from '../keys/key-ring.js';
import { isRefusal } from '../sessions/refusal.js';
import { StoreUnavailableError } from '../store/store.js';
import { clientIdOf } from './authenticate.js';
import type { Success } from './declaration.js';
import type { Endpoint } from './endpoint.js';
import { errorAnswerOf } from './error-answers.js';
import type { HttpParts } from './http-parts.js';
import { HttpError, PROBLEM_TYPE, problemBody, retryAfterOf } from './http-error.js';

/* The only place that sends the response of an endpoint: each is one that its declaration has. */

/** The codes of the registry for errors of Fastify and its parsers. */
const codesOfStatus: Partial<Record<number, ApiErrorCode>> = {
  404: 'NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  503: 'BUSY',
};

/**
 * Sends what an endpoint's handler returned.
 * @throws HttpError if it is a refusal; Error if it does not have the declared schema
 */
export async function sendAnswer(reply: FastifyReply, success: Success, answer: unknown): Promise<void> {
  if (isRefusal(answer)) throw HttpError.of(answer);
  void reply.code(success.status);
  if (!('schema' in success)) {
    await reply.send();
    return;
  }
  void reply.headers(success.headers ?? {});
  if (success.type === 'application/json') await reply.send(success.schema.parse(answer));
  else await reply.type(success.type.startsWith('text/') ? `${success.type}; charset=utf-8` : success.type).send(answer);
}

/** Sends the error response for anything thrown in a request, in the form that the endpoint has for errors. Counts it, and logs failures of the service. */
export async function sendError(parts: HttpParts, request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<void> {
  const problem = httpErrorOf(error);
  if (problem.code in apiErrors) parts.metrics.refusals.inc({ code: problem.code, client: clientIdOf(request) ?? 'none' });
  // Intended refusals, overload included, are not logged.
  if (!(error instanceof HttpError) && (problem.code === 'UNEXPECTED_ERROR' || problem.code === 'BUSY')) {
    request.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'request failed');
  }
  const { endpoint } = request.routeOptions.config;
  if (endpoint && !endpoint.errors.has(problem.code)) {
    parts.onUndeclaredError(`${endpoint.method} ${endpoint.path} answered ${problem.code}, which its declaration lacks.`);
  }
  await sendProblem(reply, problem, endpoint);
}

/** Sends an error. Without an endpoint, or with one that has no form of its own, as problem details (RFC 9457). */
export async function sendProblem(reply: FastifyReply, problem: HttpError, endpoint?: Endpoint): Promise<void> {
  const retryAfter = retryAfterOf(problem);
  if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
  if (problem.code === 'UNAUTHORIZED') void reply.header('www-authenticate', 'Bearer realm="face-session", error="invalid_token"');
  const own = endpoint && errorAnswerOf(endpoint, problem.code, problem.detail);
  if (own)
    await reply
      .code(own.status)
      .headers(own.headers ?? {})
      .send(own.body);
  else {
    await reply
      .code(apiErrors[problem.code].status)
      .type(PROBLEM_TYPE)
      .serializer(JSON.stringify)
      .send(problemBody(reply.request.id, problem.code, problem.detail, problem.reason));
  }
}

/** Returns the error response for anything thrown in a request. Its details come from here and from schemas, never from the message of an error. */
function httpErrorOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof StoreUnavailableError || error instanceof SigningUnavailableError) return new HttpError('BUSY');
  if (error instanceof PictureError) return new HttpError(error.code, error.message);
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status !== 'number' || status >= 500) return new HttpError(status === 503 ? 'BUSY' : 'UNEXPECTED_ERROR');
  return new HttpError(codesOfStatus[status] ?? 'INVALID_REQUEST');
}

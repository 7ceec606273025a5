import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isRefusal } from '../sessions/refusal.js';
import { sendAnswer } from './answer.js';
import { callerOf } from './authenticate.js';
import { DEFAULT_BODY_BYTES } from './declaration.js';
import { saysUnknown } from './endpoint-errors.js';
import type { Call, Endpoint } from './endpoint.js';
import { guardsOf } from './guards.js';
import type { HttpParts } from './http-parts.js';
import { readRequest } from './read-request.js';
import { sessionContextOf } from './session-headers.js';
import { countUnknown } from './unknown-identifiers.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The endpoint that the route is; absent for operators' calls and fallbacks. */
    endpoint?: Endpoint;
  }
}

/** Registers the route of an endpoint: guards, body within its limits, validation, handler, response. */
export function registerEndpoint(app: FastifyInstance, parts: HttpParts, endpoint: Endpoint): void {
  const { limits = {}, success } = endpoint;
  app.route({
    method: endpoint.method,
    url: endpoint.path.replaceAll(/{(\w+)}/g, ':$1'),
    bodyLimit: limits.bodyBytes ?? DEFAULT_BODY_BYTES,
    config: { endpoint },
    onRequest: guardsOf(parts, endpoint),
    handler: async (request, reply) => {
      const call = callOf(request, endpoint);
      const work = (): Promise<unknown> => handle(parts, endpoint, call);
      await sendAnswer(reply, success, await (limits.pictures ? parts.admission.during(request, work) : work()));
      return reply;
    },
  });
}

function callOf(request: FastifyRequest, endpoint: Endpoint): Call {
  const authenticated = endpoint.scope !== null && endpoint.scope !== 'client';
  const who = {
    caller: authenticated ? callerOf(request) : undefined,
    session: endpoint.inSession ? sessionContextOf(request) : undefined,
  };
  return { request, ...readRequest(request, endpoint), ...who } as Call;
}

async function handle(parts: HttpParts, endpoint: Endpoint, call: Call): Promise<unknown> {
  const answer = await endpoint.handle(parts, call);
  if (isRefusal(answer) && saysUnknown(answer.refused)) await countUnknown(parts, call.request);
  return answer;
}

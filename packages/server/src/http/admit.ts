import type { FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';

/** The hook of a route that takes pictures: refuses the request before its body is read, if there is no room for it. */
export function admit(parts: HttpParts): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    parts.admission.enter(request, reply, callerOf(request).client.clientId);
    return Promise.resolve();
  };
}

/** The same for the photos of a customer's backend, which has so many a minute. */
export function admitPhoto(parts: HttpParts): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  return async (request, reply) => {
    const { clientId } = callerOf(request).client;
    await parts.limiter.take('photo', clientId, parts.config.limits.photosPerMinute);
    parts.admission.enter(request, reply, clientId);
  };
}

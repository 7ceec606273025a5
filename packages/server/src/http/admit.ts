import type { FastifyRequest } from 'fastify';
import { callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';

/** The hook of a route that takes pictures: refuses the request before its body is read, if there is no room for it. */
export function admit(parts: HttpParts): (request: FastifyRequest) => Promise<void> {
  return async (request) => {
    parts.admission.enter(request, callerOf(request).client.clientId);
    return Promise.resolve();
  };
}

/** The same for the photos of a customer's backend, which has so many a minute. */
export function admitPhoto(parts: HttpParts): (request: FastifyRequest) => Promise<void> {
  const count = countPhoto(parts);
  return async (request) => {
    await count(request);
    parts.admission.enter(request, callerOf(request).client.clientId);
  };
}

/** The hook of a call that makes a session without a picture: it counts as a photo does. */
export function countPhoto(parts: HttpParts): (request: FastifyRequest) => Promise<void> {
  return (request) => parts.limiter.take('photo', callerOf(request).client.clientId, parts.config.limits.photosPerMinute);
}

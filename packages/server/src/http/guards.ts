import type { FastifyRequest } from 'fastify';
import { authenticated, callerOf, refuseGuessing } from './authenticate.js';
import type { Endpoint } from './endpoint.js';
import type { HttpParts } from './http-parts.js';
import { rates, type CallRate } from './rates.js';
import { inSession, sessionContextOf } from './session-headers.js';
import { refuseProbing } from './unknown-identifiers.js';

/** Lets a request through, or throws. Runs before the body is read. */
type Guard = (request: FastifyRequest) => Promise<void>;

/** Returns the guards of an endpoint, in order: authentication, session, rate, and places for pictures. */
export function guardsOf(parts: HttpParts, endpoint: Endpoint): Guard[] {
  const { scope, limits = {} } = endpoint;
  const guards: Guard[] = [];
  if (scope === 'client') guards.push((request) => refuseGuessing(parts, request));
  else if (scope !== null)
    guards.push(authenticated(parts, scope, { sessionTokens: endpoint.sessionTokens ?? endpoint.inSession ?? false }));
  if (endpoint.inSession) guards.push(inSession);
  // The client is known only once the credentials are checked, so the handler counts the token.
  if (limits.rate !== undefined && scope !== 'client') guards.push(counted(parts, limits.rate));
  if (endpoint.inSession) guards.push((request) => refuseProbing(parts, request, sessionContextOf(request).sessionId));
  if (limits.pictures) {
    guards.push((request) => {
      parts.admission.enter(request, callerOf(request).client.clientId);
      return Promise.resolve();
    });
  }
  return guards;
}

function counted({ limiter }: HttpParts, rate: CallRate): Guard {
  const { per } = rates[rate];
  return (request) => {
    const { clientId } = callerOf(request).client;
    return limiter.take(rate, per === 'session' ? `${clientId} ${sessionContextOf(request).sessionId}` : clientId);
  };
}

import type { Scope } from '@face-session/protocol';
import type { FastifyRequest } from 'fastify';
import { verifyAccessToken } from '../oauth/access-token.js';
import type { Client } from '../store/client-store.js';
import { connectionOf } from './connection.js';
import type { HttpParts } from './http-parts.js';
import { HttpError } from './http-error.js';

/** The authenticated client of a request, and the session that its token is bound to. */
export interface Caller {
  readonly client: Client;
  /** SHA-256 of the one session that the token is good for; null: all of the client's. */
  readonly sessionHash: string | null;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** A guard: rejects a request without a valid token of that scope, before its body is read. */
export function authenticated(parts: HttpParts, scope: Scope, options: { readonly sessionTokens?: boolean } = {}) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const access = token === undefined ? null : await verifyAccessToken(parts, token);
    const client = access && (await parts.store.findClient(access.clientId));
    if (!access || !client || client.disabled) throw new HttpError('UNAUTHORIZED');
    // The client must still have the scope, not only when the token was issued.
    if (!access.scopes.includes(scope) || !client.scopes.includes(scope)) throw new HttpError('FORBIDDEN', `scope ${scope}`);
    if (access.sessionHash !== null && options.sessionTokens !== true) throw new HttpError('FORBIDDEN', 'session-bound token');
    callers.set(request, { client, sessionHash: access.sessionHash });
  };
}

/** A guard of the token endpoint: throttles an address that failed too often. @throws HttpError RATE_LIMITED */
export function refuseGuessing({ limiter }: HttpParts, request: FastifyRequest): Promise<void> {
  return limiter.check('authentication', guessesOf(request));
}

/** The key under which failed authentications of an address are counted. */
export function guessesOf(request: FastifyRequest): string {
  return `address ${connectionOf(request).address}`;
}

/** Returns the caller that {@link authenticated} found. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error('The route is not authenticated.');
  return caller;
}

/** Returns the client identifier once it is known, for the log. */
export function clientIdOf(request: FastifyRequest): string | undefined {
  return callers.get(request)?.client.clientId;
}

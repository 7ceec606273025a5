import type { Scope } from '@face-session/protocol';
import type { FastifyRequest } from 'fastify';
import { verifyAccessToken } from '../oauth/access-token.js';
import type { Client } from '../store/client-store.js';
import { connectionOf } from './connection.js';
import type { HttpParts } from './http-parts.js';
import { HttpError } from './http-error.js';

/** Whose request it is. */
export interface Caller {
  readonly client: Client;
  /** SHA-256 of the one session that the token is good for; null: all of the client's. */
  readonly sessionHash: string | null;
}

const callers = new WeakMap<FastifyRequest, Caller>();

/** A guard: nobody without a valid token of that scope makes the service read a body. */
export function authenticated(parts: HttpParts, scope: Scope, options: { readonly sessionTokens?: boolean } = {}) {
  return async (request: FastifyRequest): Promise<void> => {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const access = token === undefined ? null : await verifyAccessToken(parts, token);
    const client = access && (await parts.store.findClient(access.clientId));
    if (!access || !client || client.disabled) throw new HttpError('UNAUTHORIZED');
    // The scope must be the client's still, not only when the token was made.
    if (!access.scopes.includes(scope) || !client.scopes.includes(scope)) throw new HttpError('FORBIDDEN', `scope ${scope}`);
    if (access.sessionHash !== null && options.sessionTokens !== true) throw new HttpError('FORBIDDEN', 'session-bound token');
    callers.set(request, { client, sessionHash: access.sessionHash });
  };
}

/** A guard of the token endpoint: an address that failed too often is not heard. @throws HttpError RATE_LIMITED */
export function refuseGuessing({ limiter }: HttpParts, request: FastifyRequest): Promise<void> {
  return limiter.check('authentication', guessesOf(request));
}

/** What the failed authentications of an address are counted under. */
export function guessesOf(request: FastifyRequest): string {
  return `address ${connectionOf(request).address}`;
}

/** Who {@link authenticated} found. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error('The route is not authenticated.');
  return caller;
}

/** The client's id once known: for the log. */
export function clientIdOf(request: FastifyRequest): string | undefined {
  return callers.get(request)?.client.clientId;
}

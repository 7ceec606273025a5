import { scopes as allScopes, type Scope, type TokenError } from '@face-session/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { issueAccessToken } from '../oauth/access-token.js';
import { authenticateClient } from '../oauth/clients.js';
import { registerTokenBody } from './body.js';
import { connectionOf } from './connection.js';
import { problemOfError } from './errors.js';
import type { HttpParts } from './http-parts.js';

/** Largest token request, in bytes. */
const MAX_BODY_BYTES = 8 * 1024;

const text = z.string().max(1_000).optional();
const bodySchema = z.object({ grant_type: text, client_id: text, client_secret: text, scope: text, session_id: text });

/** An error of RFC 6749 section 5.2. */
class TokenProblem extends Error {
  constructor(
    readonly error: TokenError['error'],
    readonly description: string,
    readonly usedBasic = false,
  ) {
    super(error);
  }
}

/** `POST /api/oauth/token`: client credentials (RFC 6749 section 4.4), for backends only: no CORS. */
export function tokenRoutes(app: FastifyInstance, parts: HttpParts): void {
  // RFC 6749 knows the form encoding only.
  registerTokenBody(app);
  app.addHook('onRequest', async (_request, reply) => {
    void reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
  });
  app.setErrorHandler(sendTokenError);

  // Without it a preflight would come to the wildcard of the calls for browsers, which allows any origin.
  app.options('/api/oauth/token', { config: { operation: 'hidden' } }, (_request, reply) => reply.code(204).header('allow', 'POST').send());

  const { limiter, config } = parts;
  const most = config.limits.authenticationFailuresPerMinute;
  const addressOf = (request: FastifyRequest): string => `address ${connectionOf(request).address}`;
  const route = {
    bodyLimit: MAX_BODY_BYTES,
    config: { operation: 'createToken' },
    onRequest: (request: FastifyRequest) => limiter.check('authentication', addressOf(request), most),
  } as const;
  app.post('/api/oauth/token', route, async (request, reply) => {
    const body = bodySchema.safeParse(request.body ?? {});
    if (!body.success) throw new TokenProblem('invalid_request', 'A parameter is repeated or too long.');
    if (body.data.grant_type === undefined) throw new TokenProblem('invalid_request', 'grant_type is missing.');
    if (body.data.grant_type !== 'client_credentials') throw new TokenProblem('unsupported_grant_type', 'Only client_credentials.');
    const credentials = credentialsOf(request, body.data);
    const [byAddress, byClient] = [addressOf(request), `client ${credentials.clientId}`];
    const clientHere = `${byClient} at ${byAddress}`;
    // A client id is no secret: whoever guesses at it elsewhere must not lock the client out where it has been before.
    if (!(await limiter.remembers(clientHere))) await limiter.check('authentication', byClient, most);
    const client = await authenticateClient(parts, credentials.clientId, credentials.clientSecret);
    if (!client) {
      await limiter.note('authentication', byAddress);
      await limiter.note('authentication', byClient);
      throw new TokenProblem('invalid_client', 'The client is unknown, disabled, or its secret is wrong.', credentials.basic);
    }
    await limiter.remember(clientHere);
    await limiter.take('token', client.clientId, config.limits.tokensPerMinute);
    const token = await issueAccessToken(parts, {
      clientId: client.clientId,
      scopes: narrowedScopes(client.scopes, body.data.scope),
      sessionId: sessionOf(body.data.session_id),
    });
    return reply.send(token);
  });
}

/** Credentials from HTTP Basic or from the form, not from both (RFC 6749 section 2.3). */
function credentialsOf(
  request: FastifyRequest,
  body: z.infer<typeof bodySchema>,
): { clientId: string; clientSecret: string; basic: boolean } {
  const header = request.headers.authorization;
  if (header === undefined) {
    if (!body.client_id || !body.client_secret) {
      throw new TokenProblem('invalid_client', 'client_id and client_secret are missing.');
    }
    return { clientId: body.client_id, clientSecret: body.client_secret, basic: false };
  }
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,2000})$/i.exec(header)?.[1];
  const [, id, secret] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  if (id === undefined || secret === undefined) throw new TokenProblem('invalid_client', 'The Authorization header is not Basic.', true);
  if (body.client_secret !== undefined) throw new TokenProblem('invalid_request', 'The client is authenticated twice.');
  const clientId = formDecoded(id);
  if (body.client_id !== undefined && body.client_id !== clientId) {
    throw new TokenProblem('invalid_request', 'client_id is not the client that authenticates.');
  }
  return { clientId, clientSecret: formDecoded(secret), basic: true };
}

/** Basic credentials are form-encoded first (RFC 6749 section 2.3.1). */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function narrowedScopes(granted: readonly Scope[], asked: string | undefined): readonly Scope[] {
  if (asked === undefined || asked === '') return granted;
  const wanted = asked.split(' ');
  const refused = wanted.find((scope) => !granted.includes(scope as Scope));
  if (refused !== undefined) {
    const which = refused === '' ? 'An empty scope was sent' : `The client does not have the scope '${printable(refused)}'`;
    throw new TokenProblem('invalid_scope', `${which}. Separate scopes with single spaces.`);
  }
  return allScopes.filter((scope) => wanted.includes(scope));
}

/** Text of the client in the characters that an error description may have (RFC 6749 section 5.2), shortened. */
function printable(text: string): string {
  return text.slice(0, 100).replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}

function sessionOf(sessionId: string | undefined): string | undefined {
  if (sessionId === undefined) return undefined;
  if (!z.uuid().safeParse(sessionId).success) throw new TokenProblem('invalid_request', 'session_id is not a UUID.');
  return sessionId.toLowerCase();
}

async function sendTokenError(error: unknown, _request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (error instanceof TokenProblem) {
    if (error.error === 'invalid_client') void reply.code(401).header('www-authenticate', 'Basic realm="face-session"');
    else void reply.code(400);
    await reply.send({ error: error.error, error_description: error.description } satisfies TokenError);
    return;
  }
  const problem = problemOfError(error);
  // Faults and limits look alike everywhere: the service's own handler answers them.
  if (problem.code === 'RATE_LIMITED' || problem.code === 'BUSY' || problem.code === 'UNEXPECTED_ERROR') throw error;
  await reply.code(problem.code === 'PAYLOAD_TOO_LARGE' ? 413 : 400).send({
    error: 'invalid_request',
    error_description: 'The body must be application/x-www-form-urlencoded.',
  } satisfies TokenError);
}

import { scopes as allScopes, type Scope, type TokenError } from '@face-session/protocol';
import { tokenErrorSchema, tokenResponseSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { issueAccessToken } from '../../oauth/access-token.js';
import { authenticateClient } from '../../oauth/clients.js';
import { isRefusal, refusal, type Refusal } from '../../sessions/refusal.js';
import { guessesOf } from '../authenticate.js';
import type { ErrorFormat } from '../declaration.js';
import { endpoint } from '../endpoint.js';

/** A parameter of the form: not repeated, of at most a thousand characters. */
const parameter = z.string().max(1_000);

const requestSchema = z.object({
  grant_type: parameter.meta({ const: 'client_credentials' }),
  client_id: parameter.optional().describe('Or HTTP Basic'),
  client_secret: parameter.optional().describe('Or HTTP Basic'),
  scope: parameter.optional().describe('Narrows the scopes of the client; separated by spaces'),
  session_id: parameter.optional().meta({ format: 'uuid', description: 'Binds the token to one session. Give such a token to an app.' }),
});

/** Errors of RFC 6749 section 5.2. */
const oauthErrors = {
  invalid_request: { status: 400, meaning: 'A parameter is missing, repeated, too long or malformed.' },
  invalid_client: { status: 401, meaning: 'The client is unknown, disabled, or its secret is wrong.' },
  unsupported_grant_type: { status: 400, meaning: 'The grant is not `client_credentials`.' },
  invalid_scope: { status: 400, meaning: 'The client does not have a scope that was asked for.' },
} as const;

type TokenRefusal = Refusal<keyof typeof oauthErrors>;

/** The error body of RFC 6749; faults and rates look alike everywhere. */
const oauthFormat: ErrorFormat = {
  schema: tokenErrorSchema,
  answer({ code, status, meaning, detail }) {
    if (code === 'RATE_LIMITED' || code === 'BUSY' || code === 'UNEXPECTED_ERROR') return null;
    const own = code in oauthErrors;
    const error = own ? (code as TokenError['error']) : 'invalid_request';
    const description = own ? (detail ?? meaning) : 'The body must be application/x-www-form-urlencoded.';
    return {
      code: error,
      status: own || code === 'PAYLOAD_TOO_LARGE' ? status : 400,
      body: { error, error_description: description } satisfies TokenError,
      ...(code === 'invalid_client' && { headers: { 'www-authenticate': 'Basic realm="face-session"' } }),
    };
  },
};

function invalidBody(body: unknown): TokenRefusal {
  const { grant_type } = (body ?? {}) as { readonly grant_type?: unknown };
  return refusal('invalid_request', grant_type === undefined ? 'grant_type is missing.' : 'A parameter is repeated or too long.');
}

/** Client credentials (RFC 6749 section 4.4), for backends only: no CORS. */
export const createToken = endpoint(
  {
    method: 'POST',
    path: '/api/oauth/token',
    tag: 'Tokens',
    summary: 'Get an access token with client credentials. Backends only.',
    scope: 'client',
    body: { 'application/x-www-form-urlencoded': requestSchema },
    invalidBody,
    limits: { rate: 'token', bodyBytes: 8 * 1024 },
    success: { status: 200, type: 'application/json', schema: tokenResponseSchema },
    errors: ['RATE_LIMITED'],
    ownErrors: oauthErrors,
    errorFormat: oauthFormat,
  },
  async (parts, { request, body }) => {
    const { limiter } = parts;
    if (body.grant_type !== 'client_credentials') return refusal('unsupported_grant_type', 'Only client_credentials.');
    const credentials = credentialsOf(request.headers.authorization, body);
    if (isRefusal(credentials)) return credentials;
    const [byAddress, byClient] = [guessesOf(request), `client ${credentials.clientId}`];
    const clientHere = `${byClient} at ${byAddress}`;
    // A client identifier is not secret: guesses from elsewhere must not lock the client out where it authenticated before.
    const isKnownHere = await limiter.remembers(clientHere);
    if (!isKnownHere) await limiter.check('authentication', byClient);
    const client = await authenticateClient(parts, credentials.clientId, credentials.clientSecret);
    if (!client) {
      // Counted again, now that it is a guess: of those that come at once, no more than the limit are told that they are wrong.
      await Promise.all([limiter.take('authentication', byAddress), limiter[isKnownHere ? 'note' : 'take']('authentication', byClient)]);
      return refusal('invalid_client');
    }
    await limiter.remember(clientHere);
    await limiter.take('token', client.clientId);
    const scopes = narrowedScopes(client.scopes, body.scope);
    if (isRefusal(scopes)) return scopes;
    if (body.session_id !== undefined && !z.uuid().safeParse(body.session_id).success) {
      return refusal('invalid_request', 'session_id is not a UUID.');
    }
    return issueAccessToken(parts, { client, scopes, sessionId: body.session_id?.toLowerCase() });
  },
);

/** Credentials from HTTP Basic or from the form, not from both (RFC 6749 section 2.3). */
function credentialsOf(
  header: string | undefined,
  body: z.output<typeof requestSchema>,
): { readonly clientId: string; readonly clientSecret: string } | TokenRefusal {
  if (header === undefined) {
    if (body.client_id === undefined || body.client_secret === undefined) {
      return refusal('invalid_client', 'client_id and client_secret are missing.');
    }
    return { clientId: body.client_id, clientSecret: body.client_secret };
  }
  const encoded = /^Basic +([A-Za-z0-9+/=]{1,2000})$/i.exec(header)?.[1];
  const [, id, secret] = /^([^:]*):(.*)$/.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
  if (id === undefined || secret === undefined) return refusal('invalid_client', 'The Authorization header is not Basic.');
  if (body.client_secret !== undefined) return refusal('invalid_request', 'The client is authenticated twice.');
  const clientId = formDecoded(id);
  if (body.client_id !== undefined && body.client_id !== clientId) {
    return refusal('invalid_request', 'client_id is not the client that authenticates.');
  }
  return { clientId, clientSecret: formDecoded(secret) };
}

/** Basic credentials are form-encoded first (RFC 6749 section 2.3.1). */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function narrowedScopes(granted: readonly Scope[], asked: string | undefined): readonly Scope[] | TokenRefusal {
  if (asked === undefined || asked === '') return granted;
  const wanted = asked.split(' ');
  const refused = wanted.find((scope) => !granted.includes(scope as Scope));
  if (refused !== undefined) {
    const which = refused === '' ? 'An empty scope was sent' : `The client does not have the scope '${printable(refused)}'`;
    return refusal('invalid_scope', `${which}. Separate scopes with single spaces.`);
  }
  return allScopes.filter((scope) => wanted.includes(scope));
}

/** Text of the client in the characters that an error description may have (RFC 6749 section 5.2), shortened. */
function printable(text: string): string {
  return text.slice(0, 100).replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?');
}

import { signingAlgorithms, tokenErrorSchema, tokenResponseSchema } from '@face-session/protocol';
import { z } from 'zod';
import type { Operation } from './operation.js';

/** The scopes that are asked for in tokens, as the form sends them. */
const tokenRequestSchema = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string().optional().describe('Or HTTP Basic'),
  client_secret: z.string().optional().describe('Or HTTP Basic'),
  scope: z.string().optional().describe('Narrows the scopes of the client; separated by spaces'),
  session_id: z.uuid().optional().describe('Binds the token to one session: the token to hand to an app'),
});

const base64url = z.string().optional();
const jwksSchema = z.object({
  keys: z.array(
    z.object({
      kid: z.string(),
      kty: z.enum(['RSA', 'EC', 'OKP']),
      alg: z.enum(signingAlgorithms),
      use: z.literal('sig'),
      n: base64url.describe('RSA'),
      e: base64url.describe('RSA'),
      crv: z.string().optional().describe('EC, OKP'),
      x: base64url.describe('EC, OKP'),
      y: base64url.describe('EC'),
    }),
  ),
});

/** Access tokens, and the keys that signatures are verified by. */
export const tokenOperations = {
  createToken: {
    method: 'post',
    path: '/api/oauth/token',
    tag: 'Tokens',
    summary: 'Get an access token with client credentials. Backends only.',
    scope: 'client',
    request: { 'application/x-www-form-urlencoded': tokenRequestSchema },
    success: { status: 200, body: { 'application/json': tokenResponseSchema } },
    errors: ['RATE_LIMITED', 'UNEXPECTED_ERROR', 'BUSY'],
    otherErrors: { 400: tokenErrorSchema, 401: tokenErrorSchema },
  },
  listSigningKeys: {
    method: 'get',
    path: '/api/.well-known/jwks.json',
    tag: 'Tokens',
    summary: 'Get the public signing keys.',
    scope: null,
    success: { status: 200, body: { 'application/json': jwksSchema } },
    errors: ['UNEXPECTED_ERROR', 'BUSY'],
  },
} as const satisfies Record<string, Operation>;

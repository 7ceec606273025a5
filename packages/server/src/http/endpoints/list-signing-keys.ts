import { signingAlgorithms } from '@face-session/protocol';
import { z } from 'zod';
import { JWKS_MAX_AGE_SECONDS } from '../../keys/key-ring.js';
import { endpoint } from '../endpoint.js';

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

/** The public signing keys. */
export const listSigningKeys = endpoint(
  {
    method: 'GET',
    path: '/api/.well-known/jwks.json',
    tag: 'Tokens',
    summary: 'Get the public signing keys.',
    scope: null,
    success: {
      status: 200,
      type: 'application/json',
      headers: { 'cache-control': `public, max-age=${JWKS_MAX_AGE_SECONDS}` },
      schema: jwksSchema,
    },
    errors: [],
  },
  async (parts) => jwksSchema.parse(await parts.keys.jwks()),
);

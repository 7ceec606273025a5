import { signingAlgorithms } from '@face-session/protocol';
import { z } from 'zod';
import { JWKS_MAX_AGE_SECONDS } from '../../keys/key-ring.js';
import type { Declaration } from '../declaration.js';
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

const jwks = {
  method: 'GET',
  tag: 'Tokens',
  scope: null,
  success: {
    status: 200,
    type: 'application/json',
    headers: { 'cache-control': `public, max-age=${JWKS_MAX_AGE_SECONDS}` },
    schema: jwksSchema,
  },
  errors: [],
} as const satisfies Partial<Declaration>;

/** The public signing keys. */
export const listSigningKeys = endpoint(
  { ...jwks, path: '/api/.well-known/jwks.json', summary: 'Get the public signing keys.' },
  async (parts) => jwksSchema.parse(await parts.keys.jwks()),
);

/** The public keys of test results, below their issuer. */
export const listTestSigningKeys = endpoint(
  { ...jwks, path: '/test/api/.well-known/jwks.json', summary: 'Get the public keys that results of test clients are signed with.' },
  async (parts) => jwksSchema.parse(await parts.testKeys.jwks()),
);

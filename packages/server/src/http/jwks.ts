import type { FastifyInstance } from 'fastify';
import { JWKS_MAX_AGE_SECONDS } from '../keys/key-ring.js';
import type { HttpParts } from './http-parts.js';

/** `GET /api/.well-known/jwks.json`: the public signing keys. */
export function jwksRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.get('/api/.well-known/jwks.json', { config: { operation: 'listSigningKeys' } }, async (_request, reply) => {
    void reply.header('cache-control', `public, max-age=${JWKS_MAX_AGE_SECONDS}`);
    return parts.keys.jwks();
  });
}

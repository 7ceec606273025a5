import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.js';
import { openApiDocument } from './openapi-document.js';
import { REFERENCE_STYLE, referencePage } from './reference-page.js';

/** Version of the HTTP interface. */
export const API_VERSION = '1.0.0';

/** `GET /api/openapi.json` and, for people, `GET /api/reference`. */
export function referenceRoutes(app: FastifyInstance, parts: HttpParts): void {
  const document = openApiDocument(parts.config.baseURL, API_VERSION);
  const page = referencePage(document);
  const styleHash = createHash('sha256').update(REFERENCE_STYLE).digest('base64');

  app.get('/api/openapi.json', async (_request, reply) => reply.send(document));

  app.get('/api/reference', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'`)
      .send(page),
  );
}

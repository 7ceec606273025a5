import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { HASHED_FILE_MS } from './assets.js';
import type { HttpParts } from './http-parts.js';

/** Where the site of the documentation is served. The site is built for this path. */
const DOCS_PATH = '/docs/';

/** Files with a hash of their content in their name: browsers keep them. */
const HASHED_FILE = /[\\/]assets[\\/]/;

/**
 * What a page may load and run: files of the site, and nothing inline but attributes of style, which hold the colours of code.
 * The site has no forms, and calls nobody.
 */
const SITE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** `GET /docs/*`: the site that `npm run docs` builds, where the operator names its folder. */
export async function docsRoutes(app: FastifyInstance, { config: { docsFolder } }: HttpParts): Promise<void> {
  if (docsFolder === null) return;
  app.get(DOCS_PATH.slice(0, -1), async (_request, reply) => reply.redirect(DOCS_PATH));
  await app.register(serveStatic, {
    root: docsFolder,
    prefix: DOCS_PATH,
    decorateReply: false,
    index: 'index.html',
    cacheControl: false,
    dotfiles: 'ignore',
    setHeaders(reply, path) {
      void reply.header('cache-control', HASHED_FILE.test(path) ? `public, max-age=${HASHED_FILE_MS / 1000}, immutable` : 'no-cache');
      if (path.endsWith('.html')) void reply.header('content-security-policy', SITE_POLICY);
    },
  });
}

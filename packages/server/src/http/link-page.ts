import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import { LINK_PAGE_PATH } from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import { hashedFiles } from './assets.js';
import type { HttpParts } from './http-parts.js';

/** Random bytes of the nonce for style elements. */
const NONCE_BYTES = 16;

/** Where the page as built has an empty nonce. */
const NONCE_PLACE = 'name="style-nonce" content=""';

/** What the page may load and run: the service alone. `wasm-unsafe-eval` and `blob:` workers are for the models of the capture. Nothing is inline. */
function policyOf(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    // The nonce is for browsers without constructable style sheets, where the capture adds a style element.
    `style-src 'self' 'nonce-${nonce}'`,
    // The logo of the client is in the answer about the link.
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** `GET /l/`: the page of links, the same for all. The token of the link is in the fragment, which browsers do not send. */
export async function linkPageRoutes(app: FastifyInstance, { linkPageFolder, random }: HttpParts): Promise<void> {
  if (linkPageFolder === null) return;
  const html = readFileSync(join(linkPageFolder, 'index.html'), 'utf8');
  if (!html.includes(NONCE_PLACE)) throw new Error(`${linkPageFolder} does not hold the page of links: it has no place for the nonce.`);
  app.get(LINK_PAGE_PATH, async (_request, reply) => {
    const nonce = random.bytes(NONCE_BYTES).toString('base64');
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOf(nonce))
      .header('permissions-policy', 'camera=(self), microphone=(), geolocation=()')
      .header('cross-origin-opener-policy', 'same-origin')
      .send(html.replace(NONCE_PLACE, `name="style-nonce" content="${nonce}"`));
  });
  await app.register(serveStatic, {
    ...hashedFiles,
    root: linkPageFolder,
    prefix: LINK_PAGE_PATH,
    // The page itself has a policy, which only the route above sends.
    allowedPath: (path) => !path.endsWith('.html'),
  });
}

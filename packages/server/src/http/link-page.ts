import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import { LINK_FRAME_PARAMETER, LINK_PAGE_PATH } from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import { hashedFiles } from './assets.js';
import type { LinkPageStore } from '../store/link-page-store.js';
import type { HttpParts } from './http-parts.js';

/** Random bytes of the nonce for style elements. */
const NONCE_BYTES = 16;

/** A client identifier that is looked up: a UUID, or what an operator has chosen in its place. */
const CLIENT_ID = /^[\x21-\x7e]{1,100}$/;

/** Where the page as built has an empty nonce. */
const NONCE_PLACE = 'name="style-nonce" content=""';

/** What the page may load and run: the service alone. `wasm-unsafe-eval` and `blob:` workers are for the models of the capture. Nothing is inline. */
function policyOf(nonce: string, frameOrigins: readonly string[]): string {
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
    `frame-ancestors ${frameOrigins.length === 0 ? "'none'" : frameOrigins.join(' ')}`,
  ].join('; ');
}

/** `GET /l/`: the page of links, the same for all. The token of the link is in the fragment, which browsers do not send. */
export async function linkPageRoutes(app: FastifyInstance, { linkPageFolder, random, store }: HttpParts): Promise<void> {
  if (linkPageFolder === null) return;
  const html = readFileSync(join(linkPageFolder, 'index.html'), 'utf8');
  if (!html.includes(NONCE_PLACE)) throw new Error(`${linkPageFolder} does not hold the page of links: it has no place for the nonce.`);
  app.get<{ Querystring: { [LINK_FRAME_PARAMETER]?: unknown } }>(LINK_PAGE_PATH, async ({ query }, reply) => {
    const nonce = random.bytes(NONCE_BYTES).toString('base64');
    const frameOrigins = await frameOriginsOf(store, query[LINK_FRAME_PARAMETER]);
    // It knows no list of origins, and would forbid every frame.
    if (frameOrigins.length > 0) void reply.removeHeader('x-frame-options');
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOf(nonce, frameOrigins))
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

/** The origins that may show the page in a frame: those that the operator registered for the client that the address names. None for any other address. */
async function frameOriginsOf(store: Pick<LinkPageStore, 'findLinkPage'>, clientId: unknown): Promise<readonly string[]> {
  if (typeof clientId !== 'string' || !CLIENT_ID.test(clientId)) return [];
  return (await store.findLinkPage(clientId))?.frameOrigins ?? [];
}

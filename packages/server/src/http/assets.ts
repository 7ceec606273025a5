import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './http-parts.js';

/** How long a browser keeps a file that never changes, in milliseconds: a year. */
export const HASHED_FILE_MS = 365 * 24 * 60 * 60 * 1000;

/** How files are served whose names hold a hash of their content: such a file never changes, so browsers keep it. */
export const hashedFiles = { decorateReply: false, index: false, immutable: true, maxAge: HASHED_FILE_MS } as const;

/** A worker loaded from here runs under this policy, not under its page's: it instantiates the model runtime and loads nothing itself. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'";

/** `GET /assets/*`: what the capture loads at run time, of this version and of those that ran before. */
export async function assetRoutes(app: FastifyInstance, parts: HttpParts): Promise<void> {
  const { assetsFolder, keptAssetsFolder } = parts;
  if (assetsFolder === null) return;
  await app.register(serveStatic, {
    ...hashedFiles,
    root: keptAssetsFolder === null ? assetsFolder : [assetsFolder, keptAssetsFolder],
    prefix: '/assets/',
    preCompressed: true,
    setHeaders(reply, path) {
      void reply.header('cross-origin-resource-policy', 'cross-origin');
      if (/[.]js([.]br)?$/.test(path)) void reply.header('content-security-policy', WORKER_POLICY);
      if (path.endsWith('manifest.json')) void reply.header('cache-control', 'no-cache');
    },
  });
}

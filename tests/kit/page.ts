import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import { build } from 'vite';
import { browserTarget } from '../../scripts/lib/browser-floor.mjs';

/** An app's page on an origin of its own, as an integrator would bundle and serve it. */
export interface Page {
  /** `http://localhost:PORT/`; localhost is a secure context, so the camera may be asked for. */
  url: string;
  /** Headers of the page from now on, in place of its own or beside them. */
  headers: Record<string, string>;
  close(): Promise<void>;
}

/** Nonce of the page's policy: what `cspNonce` of the capture is for. */
export const STYLE_NONCE = 'styles-of-the-page';

/** What the page may load and run: what docs/integration.md asks of an app, so that tests fail if we need more. */
const contentSecurityPolicy = (serviceUrl: string, more: readonly string[]): string =>
  [
    "default-src 'self'",
    // For browsers without constructable style sheets; an app that names no nonce may add no style.
    `style-src 'self' 'nonce-${STYLE_NONCE}'`,
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self' blob:",
    `connect-src 'self' ${serviceUrl}`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "object-src 'none'",
    ...more,
  ].join('; ');

/**
 * Bundles a module with vite and serves it.
 * @param source the page's module, TypeScript or JavaScript
 * @param serviceUrl the service that the page may call
 * @param directives of the page's content security policy, beside those that every page has
 * @param packages what other packages the page imports, each by the name under which it is installed
 */
export async function servePage(
  source: string,
  serviceUrl: string,
  directives: readonly string[] = [],
  packages: Readonly<Record<string, string>> = {},
): Promise<Page> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-page-'));
  await writeFile(join(folder, 'main.ts'), source);
  const dist = join(folder, 'dist');
  await bundlePage(folder, dist, packages);
  const app = Fastify();
  const page: Page = {
    url: '',
    headers: {},
    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({ 'content-security-policy': contentSecurityPolicy(serviceUrl, directives), ...page.headers });
  });
  await app.register(fastifyStatic, { root: dist });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  page.url = `http://localhost:${new URL(address).port}/`;
  return page;
}

/** Bundles a page with vite: `index.html`, written here, and the module `main.ts` of a folder. */
export async function bundlePage(folder: string, outDir: string, packages: Readonly<Record<string, string>> = {}): Promise<void> {
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,"><body><h1>App</h1><script type="module" src="/main.ts"></script></body></html>',
  );
  await build({
    root: folder,
    logLevel: 'error',
    resolve: { alias: { ...aliases, ...foldersOf(packages) } },
    build: { outDir, target: browserTarget },
  });
}

/** The page lies outside the checkout, so its packages are named by their folders. */
const foldersOf = (packages: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(packages).map(([name, installed]) => [name, join(import.meta.dirname, '..', '..', 'node_modules', installed)]),
  );
const aliases = foldersOf(
  Object.fromEntries(
    [
      'uqudosdk-capacitor',
      'uqudosdk-capacitor-published',
      '@capacitor/core',
      '@face-session/capture',
      '@face-session/web',
      '@face-session/react',
    ].map((name) => [name, name]),
  ),
);

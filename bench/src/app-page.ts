import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'vite';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An integrator's page with the plugin bundled into it, on an origin of its own. */
export interface AppPage {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a page whose `window` has the plugin as `UqudoSDK` and the capture as `capture`.
 * @param fileOf the built entry of a package by its name; default: that of this checkout
 */
export async function serveAppPage(fileOf = (name: string): string => fileURLToPath(import.meta.resolve(name))): Promise<AppPage> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-bench-'));
  const entry = join(folder, 'main.js');
  await writeFile(
    entry,
    `import * as UqudoSDK from 'uqudosdk-capacitor'; import * as capture from '@face-session/capture'; Object.assign(window, { UqudoSDK, capture });`,
  );
  const result = await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: { 'uqudosdk-capacitor': fileOf('uqudosdk-capacitor'), '@face-session/capture': fileOf('@face-session/capture') },
    },
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'] }, rolldownOptions: { output: { codeSplitting: false } } },
  });
  const bundles = Array.isArray(result) ? result : [result];
  const chunk = bundles.flatMap((bundle) => ('output' in bundle ? bundle.output : []))[0];
  if (chunk?.type !== 'chunk') throw new Error('The page could not be bundled.');
  const page = '<!doctype html><title>App</title><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>';
  const server = createServer((request, response) => {
    const isScript = request.url === '/main.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? chunk.code : page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(folder, { recursive: true });
    },
  };
}

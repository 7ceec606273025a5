import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { InputError } from '@face-session/evaluate';
import type { Browser, Page } from 'playwright-core';
import { serveAppPage } from '../app-page.js';
import { openPage } from './capture-page.js';

/** A checkout, built, with its page in a browser and its service: what is measured. */
export interface Build {
  readonly page: Page;
  /** Options of a new session. */
  readonly session: () => Promise<object>;
  /** The published bundle of the plugin (the capture with one language), compressed, in kB. */
  readonly jsGzipKb: number;
  /** What a first session in English downloads beside the app, as it is sent to a browser, in MB. */
  readonly downloadMb: number;
  close(): Promise<void>;
}

const here = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Starts the service of a checkout and opens a page with its capture.
 * @param folder the checkout; this one if undefined
 * @param photo the ID photo of the person before the camera
 * @throws {InputError} if it is not built
 */
export async function openBuild(folder: string | undefined, browser: Browser, photo: Buffer): Promise<Build> {
  const root = folder ?? here;
  const fileOf = (name: string): string => join(root, relative(here, fileURLToPath(import.meta.resolve(name))));
  const server = await loadServer(fileOf('@face-session/server'));
  const data = await mkdtemp(join(tmpdir(), 'face-session-bench-'));
  const config = server.readConfig({ PORT: '0', DATA_DIR: join(data, 'data'), LOG_LEVEL: 'silent', LIVENESS_POLICY: 'passive' });
  const service = await server.startService({ config });
  const { baseURL } = service.config;
  const token = await accessToken(baseURL, await server.addClient(service, { name: 'Bench' }));
  const app = await serveAppPage(fileOf);
  return {
    page: await openPage(browser, app.url),
    session: async () => ({ token, sessionId: await createSession(baseURL, token, photo), locale: 'en' }),
    jsGzipKb: await gzipKb(fileOf('uqudosdk-capacitor')),
    downloadMb: await downloadMb(fileOf('@face-session/capture')),
    async close() {
      await app.close();
      await service.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function loadServer(file: string): Promise<typeof import('@face-session/server')> {
  try {
    return (await import(pathToFileURL(file).href)) as typeof import('@face-session/server');
  } catch (cause) {
    throw new InputError(`--against: ${file} cannot be loaded. Name a checkout in which "npm run build" was run.`, { cause });
  }
}

async function accessToken(baseURL: string, client: { clientId: string; clientSecret: string }): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client.clientId, client_secret: client.clientSecret });
  const response = await fetch(`${baseURL}/api/oauth/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function createSession(baseURL: string, token: string, photo: Buffer): Promise<string> {
  const response = await fetch(`${baseURL}/api/v1/face`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ idPhoto: photo.toString('base64') }),
  });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

async function gzipKb(entry: string): Promise<number> {
  const plugin = await readFile(join(dirname(entry), '..', 'plugin.js'));
  return Math.round(gzipSync(plugin, { level: 9 }).length / 10) / 100;
}

async function downloadMb(entry: string): Promise<number> {
  const assets = join(dirname(entry), '..', 'assets');
  const manifest = JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as Record<string, { readonly path: string }>;
  // English is part of the code.
  const files = Object.entries(manifest).filter(([name]) => !name.startsWith('text-'));
  const sizes = await Promise.all(files.map(async ([, { path }]) => (await stat(join(assets, `${path}.br`))).size));
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 10_000) / 100;
}

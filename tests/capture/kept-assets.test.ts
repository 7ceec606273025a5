import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, startService, type Service } from '@face-session/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { servePage } from '../kit/page.js';
import { appSource, openApp } from './app.js';
import { cameraOf, frontal } from './face-camera.js';
import { startStubService } from './stub-service.js';

/* An app loads the files that it was built with; a service that was upgraded since must still have them. */

const assets = join(import.meta.dirname, '..', '..', 'packages', 'capture', 'dist', 'assets');
type Manifest = Record<string, { path: string; bytes: number; sha256: string }>;
let folder: string;
let older: Manifest;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-upgrade-'));
  older = JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as Manifest;
  // The next version: another script under another name, none of the old ones.
  const script = 'throw new Error("This is the script of another version.");';
  const sha256 = createHash('sha256').update(script).digest('hex');
  const path = `guide.${sha256.slice(0, 16)}.js`;
  await cp(assets, join(folder, 'newer'), { recursive: true });
  for (const { path: old } of Object.values(older)) for (const end of ['', '.br']) await rm(join(folder, 'newer', old + end));
  await writeFile(join(folder, 'newer', path), script);
  await writeFile(join(folder, 'newer', 'manifest.json'), JSON.stringify({ 'guide.js': { path, bytes: script.length, sha256 } }));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const start = (assetsFolder?: string): Promise<Service> =>
  startService({
    config: readConfig({ PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', WORKERS: '1' }),
    ...(assetsFolder === undefined ? {} : { assetsFolder }),
  });

/** Starts the models three times. */
const SLOW_MS = 120_000;

it(
  'an app of an older version is guided by the files that it was built with, from a newer service',
  async () => {
    const before = await start();
    await before.close();
    const service = await start(join(folder, 'newer'));
    const stub = await startStubService();
    const page = await servePage(appSource, stub.url);
    const browser = await launchChromium(await cameraOf(frontal));
    try {
      const newer = (await (await fetch(`${service.config.baseURL}/assets/manifest.json`)).json()) as Manifest;
      expect(newer['guide.js']?.path).not.toBe(older['guide.js']?.path);
      const app = await openApp(browser, page.url, stub, { bypassCSP: true });
      await app.start({ baseURL: stub.url, assetsURL: `${service.config.baseURL}/assets/` });
      await app.reach('hold');
      expect(await app.end()).toEqual({ value: 'a.signed.result' });
    } finally {
      await browser.close();
      await page.close();
      await stub.close();
      await service.close();
    }
  },
  SLOW_MS,
);

it(
  'files that no version has started with for a year are deleted, others stay',
  async () => {
    const kept = join(folder, 'data', 'assets');
    const [stale, fresh] = [join(kept, 'guide.0000000000000000.js'), join(kept, 'guide.1111111111111111.js')];
    const dayMs = 24 * 60 * 60 * 1000;
    for (const [file, days] of [
      [stale, 366],
      [fresh, 364],
    ] as const) {
      await writeFile(file, '');
      await utimes(file, new Date(Date.now() - days * dayMs), new Date(Date.now() - days * dayMs));
    }
    const service = await start();
    await service.close();
    await expect(readFile(stale)).rejects.toThrow('ENOENT');
    await expect(readFile(fresh)).resolves.toBeDefined();
  },
  SLOW_MS,
);

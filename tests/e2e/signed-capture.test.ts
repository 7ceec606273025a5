import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { addClient } from '@face-session/server';
import type { TestOutcome } from '@face-session/protocol';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { startTestService, type TestService } from '../kit/service.js';
import { tokenFrom } from '../kit/session-calls.js';
import { app, begin } from './app.js';

/* Captures of a client that must sign, in a browser, in test mode: what is tested are keys and signatures, not faces. */

let service: TestService;
let browser: Browser;
let page: Page;
let scripts: FastifyInstance;
let token: string;

beforeAll(async () => {
  service = await startTestService();
  page = await servePage(app, service.baseURL);
  browser = await launchChromium({ kind: 'none' });
  const client = await addClient(service.service, { name: 'Bank', test: true, policy: { signedCapture: 'require' } });
  token = await tokenFrom(service.baseURL, client);
  scripts = Fastify();
  const files = {
    'capacitor.js': createRequire(import.meta.url)
      .resolve('@capacitor/core')
      .replace('index.cjs.js', 'capacitor.js'),
    'plugin.js': join(import.meta.dirname, '..', '..', 'packages', 'plugin', 'dist', 'plugin.js'),
  };
  const elements = Object.keys(files).map((name) => `<script src="/${name}"></script>`);
  scripts.get('/', (_request, reply) =>
    reply.type('text/html').send(`<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title>${elements.join('')}</html>`),
  );
  for (const [name, path] of Object.entries(files)) {
    scripts.get(`/${name}`, async (_request, reply) => reply.type('text/javascript').send(await readFile(path)));
  }
  await scripts.listen({ host: '127.0.0.1', port: 0 });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await scripts.close();
  await page.close();
  await service.close();
});

async function session(outcome: TestOutcome): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${service.baseURL}/api/v1/face`, { method: 'POST', headers, body: JSON.stringify({ outcome }) });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

/** A tab of its own, with a storage of its own. */
async function tabAt(url: string): Promise<BrowserPage> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  const tab = await context.newPage();
  await tab.goto(url);
  return tab;
}

/** Keys that the page has left in the browser. */
const keysIn = (tab: BrowserPage): Promise<{ extractable: boolean }[]> =>
  tab.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('face-session', 1);
        opening.onsuccess = () => {
          const all = opening.result.transaction('keys').objectStore('keys').getAll();
          all.onsuccess = () => {
            resolve((all.result as { pair: CryptoKeyPair }[]).map(({ pair }) => ({ extractable: pair.privateKey.extractable })));
          };
        };
      }),
  );

describe('a capture of a client that must sign', () => {
  test('signs burst and gestures, and leaves no key behind', async () => {
    const tab = await tabAt(page.url);
    const ending = await begin(tab, token, await session('gestures'));
    expect(ending.value).toBeDefined();
    await expect.poll(() => keysIn(tab)).toEqual([]);
    await tab.context().close();
  }, 120_000);

  test('goes on after the page was loaded anew, with the key that no script can read', async () => {
    const sessionId = await session('pass_second');
    const tab = await tabAt(page.url);
    const first = begin(tab, token, sessionId).catch(() => undefined);
    await tab.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 });
    expect(await keysIn(tab)).toEqual([{ extractable: false }]);
    await tab.reload();
    await first;
    const ending = await begin(tab, token, sessionId);
    expect(ending.value).toBeDefined();
    await tab.context().close();
  }, 120_000);

  test('is refused in another browser, which has another key', async () => {
    const sessionId = await session('pass_second');
    const [tab, other] = [await tabAt(page.url), await tabAt(page.url)];
    void begin(tab, token, sessionId).catch(() => undefined);
    await tab.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 });
    const ending = begin(other, token, sessionId);
    await other.getByRole('heading', { name: 'The service refused this device' }).waitFor({ timeout: 30_000 });
    await other.getByRole('button', { name: 'Close' }).click();
    expect((await ending).error?.code).toBe('UNEXPECTED_ERROR');
    await Promise.all([tab.context().close(), other.context().close()]);
  }, 120_000);

  test('signs as the plugin in a page of script elements, whose script is pinned', async () => {
    const { port } = scripts.server.address() as { port: number };
    const tab = await tabAt(`http://localhost:${port}/`);
    const result = await tab.evaluate(
      ([accessToken, sessionId]) => {
        const { UqudoPlugin, FaceSessionConfigurationBuilder } = (
          window as unknown as { capacitorUqudoId: typeof import('uqudosdk-capacitor') }
        ).capacitorUqudoId;
        const plugin = new UqudoPlugin();
        plugin.init();
        return plugin.faceSession(new FaceSessionConfigurationBuilder().setToken(accessToken).setSessionId(sessionId).build());
      },
      [token, await session('pass')] as const,
    );
    expect(result.value.split('.')).toHaveLength(3);
    await tab.context().close();
  }, 120_000);
});

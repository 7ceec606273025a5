import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { SESSION_ID } from './app.js';
import { cameraOf, frontal } from './face-camera.js';
import { startStubService, tokenOf, type StubService } from './stub-service.js';

/* The published bundle in a page of script elements, as the plugin's README shows it. */

const plugin = join(import.meta.dirname, '..', '..', 'packages', 'plugin');
const files: Record<string, string> = {
  'capacitor.js': createRequire(import.meta.url)
    .resolve('@capacitor/core')
    .replace('index.cjs.js', 'capacitor.js'),
  'plugin.js': join(plugin, 'dist', 'plugin.js'),
};

let service: StubService;
let browser: Browser;
let app: FastifyInstance;
let url: string;
let page: Page;
/** What came to the app's backend. */
let result: string | undefined;
/** Why the app's backend refuses the ID photo, if it does. */
let photoFault: string | undefined;

beforeAll(async () => {
  service = await startStubService();
  browser = await launchChromium(await cameraOf(frontal));
  const readme = await readFile(join(plugin, 'README.md'), 'utf8');
  const example = readme.split('```').find((block) => block.startsWith('html\n') && block.includes('plugin.js'));
  const script = example!.replace('html\n', '').replace('https://id.example.com', service.url);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title>${script}</html>`;
  app = Fastify();
  app.get('/', (_request, reply) => reply.type('text/html').send(html));
  for (const [name, path] of Object.entries(files)) {
    app.get(`/${name}`, async (_request, reply) => reply.type('text/javascript').send(await readFile(path)));
  }
  app.post('/face-session', (_request, reply) =>
    photoFault === undefined
      ? reply.code(201).send({ token: tokenOf(service.url), sessionId: SESSION_ID, nonce: 'of-the-backend' })
      : reply.code(422).send({ code: photoFault }),
  );
  app.post('/face-session/result', (request) => {
    result = request.body as string;
    return { verified: true };
  });
  url = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.goto(url);
});

afterEach(async () => {
  await page.close();
});

afterAll(async () => {
  await browser.close();
  await app.close();
  await service.close();
});

it('the example of a plain page runs as it stands, up to the result at the backend', async () => {
  const opening = page.waitForRequest('**/api/v1/attempts');
  await page.getByRole('button').click();
  await page.getByText('Verified', { exact: true }).waitFor();
  expect(result).toBe('a.signed.result');
  expect((await opening).headers()['uq-nonce']).toBe('of-the-backend');
});

it('the example of a plain page tells why a photo was refused, and that the person left', async () => {
  photoFault = 'FACE_NOT_FOUND';
  await page.getByRole('button').click();
  await page.getByText('Not verified: FACE_NOT_FOUND').waitFor();
  photoFault = undefined;
  await page.getByRole('button').click();
  await page.getByRole('button', { name: 'Leave' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).last().click();
  await page.getByText('Not verified: USER_CANCEL').waitFor();
});

it('setLocale changes language and direction of the screen', async () => {
  await page.evaluate(() => {
    const { UqudoPlugin } = (window as unknown as { capacitorUqudoId: typeof import('uqudosdk-capacitor') }).capacitorUqudoId;
    const sdk = new UqudoPlugin();
    sdk.init();
    sdk.setLocale('ur-PK');
  });
  await page.getByRole('button').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await dialog.getAttribute('lang')).toBe('ur-PK');
  expect(await dialog.getAttribute('dir')).toBe('rtl');
});

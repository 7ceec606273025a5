import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { addClient } from '@face-session/server';
import type { TestOutcome } from '@face-session/protocol';
import { verifyFaceSessionResult } from '@face-session/verify';
import axe from 'axe-core';
import Fastify from 'fastify';
import type { Browser, BrowserContext, Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { readQR } from '../kit/read-qr.js';
import { startTestService, type TestService } from '../kit/service.js';
import { tokenFrom } from '../kit/session-calls.js';

/* A capture that hands its session over to a phone, in test mode: the page is an app's, on an origin of its own. */

/** An app with the SDK for the web; its options are in the fragment. */
const webApp = `
import { create } from '@face-session/web';
const { sessionId, ...common } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
create(common).faceSession({ sessionId }).then((result) => { window.ended = { result }; }, ({ code, message }) => { window.ended = { code, message }; });
`;

const desktop = { width: 1440, height: 900 };

interface Ended {
  readonly result?: string;
  readonly code?: string;
}

let service: TestService;
let browser: Browser;
let page: Page;
let bank: Client;
beforeAll(async () => {
  service = await startTestService();
  browser = await launchChromium({ kind: 'none' });
  page = await servePage(webApp, service.baseURL);
  bank = await clientThat(true);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await page.close();
  await service.close();
});

interface Client {
  readonly clientId: string;
  readonly token: string;
}

/** A test client whose captures may hand over, or may not. */
async function clientThat(captureHandOff: boolean): Promise<Client> {
  const client = await addClient(service.service, { name: 'Bank', test: true, scopes: ['KYC_FACE_FLOW', 'KYC_FACE_LINK'] });
  const { clientId } = client;
  const settings = { name: 'Example Bank', returnOrigins: [], privacyURL: null, consentVersion: null, frameOrigins: [], captureHandOff };
  const audit = { at: Date.now(), event: 'client.link-page-changed', clientId, details: { ...settings, logo: false } } as const;
  await service.service.store.saveLinkPage({ clientId, ...settings }, null, audit);
  return { clientId, token: await tokenFrom(service.baseURL, client) };
}

/** A session of a client, as its page is told of it. */
async function session(outcome: TestOutcome = 'pass', { token: accessToken } = bank): Promise<{ accessToken: string; sessionId: string }> {
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const response = await fetch(`${service.baseURL}/api/v1/face`, { method: 'POST', headers, body: JSON.stringify({ outcome }) });
  return { accessToken, sessionId: ((await response.json()) as { sessionId: string }).sessionId };
}

const device = (viewport = desktop, more: object = {}): Promise<BrowserContext> => browser.newContext({ viewport, locale: 'en', ...more });
const phoneOptions = { isMobile: true, hasTouch: true };
const phoneSize = { width: 390, height: 844 };

/** The app in a tab, with its session begun. */
async function begun(context: BrowserContext, of: object, options: object, url = page.url): Promise<BrowserPage> {
  const tab = await context.newPage();
  await tab.goto(`${url}#${encodeURIComponent(JSON.stringify({ baseURL: service.baseURL, ...of, ...options }))}`);
  return tab;
}

const endedOf = (tab: BrowserPage): Promise<Ended> =>
  tab
    .waitForFunction(() => (window as { ended?: Ended }).ended, undefined, { timeout: 60_000 })
    .then((ended) => ended.jsonValue() as Promise<Ended>);

/** What a person does with a phone: opens what the code leads to, and starts. Returns what it shows of the code. */
async function continueOn(
  context: BrowserContext,
  address: string,
): Promise<{ readonly phone: BrowserPage; readonly code: string | null }> {
  const phone = await context.newPage();
  await phone.goto(address);
  await phone.locator('h1').waitFor();
  const code = await phone.locator('.code strong').textContent();
  expect(await phone.locator('header .name').textContent()).toBe('Example Bank');
  await phone.getByRole('button', { name: 'The codes match' }).click();
  return { phone, code };
}

// Sessions of test mode mostly wait, so several run at once.
describe.concurrent('a capture with allowHandOff', () => {
  test('keeps the QR code on a screen where drawings make way for words', async () => {
    const computer = await device();
    const tab = await begun(computer, await session(), { allowHandOff: 'only' });
    const code = tab.locator('[part=qr]');
    await code.waitFor();
    for (const viewport of [
      { width: 320, height: 568 },
      { width: 400, height: 300 },
      { width: 320, height: 256 },
    ]) {
      await tab.setViewportSize(viewport);
      await tab.waitForFunction(() => document.querySelector('face-session-capture')?.shadowRoot?.querySelector('dialog[data-tight]'));
      expect([viewport, await code.isVisible()]).toEqual([viewport, true]);
    }
    await computer.close();
  });

  test('shows a QR code; the phone that reads it runs the session, and the result comes to the computer, in no URL', async () => {
    const [computer, pocket] = [await device(), await device(phoneSize, phoneOptions)];
    const { sessionId, accessToken } = await session();
    const tab = await begun(computer, { sessionId, accessToken }, { allowHandOff: 'only', nonce: 'of-the-backend' });
    await tab.locator('[part=qr]').waitFor();
    const code = await tab.locator('[part=code] strong').textContent();
    const address = await readQR(await tab.screenshot());
    expect(address.startsWith(`${service.baseURL}/l/#h.`)).toBe(true);
    expect(await tab.getByRole('dialog').getByRole('button').count()).toBe(1);
    await tab.evaluate(axe.source);
    const violations = await tab.evaluate(
      async () => (await (window as unknown as { axe: typeof axe }).axe.run('face-session-capture')).violations,
    );
    expect(violations.map(({ id }) => id)).toEqual([]);

    const { phone, code: onPhone } = await continueOn(pocket, address);
    expect(onPhone).toBe(code);
    const { result } = await endedOf(tab);
    const options = { issuer: `${service.baseURL}/test`, clientId: bank.clientId, sessionId, nonce: 'of-the-backend', allowTest: true };
    await expect(verifyFaceSessionResult(result!, options)).resolves.toMatchObject({ match: true });
    await phone.getByText('Go back to your computer. It continues by itself.').waitFor({ timeout: 30_000 });
    expect([tab.url().includes(result!), phone.url(), await tab.getByRole('dialog').count()]).toEqual([false, address, 0]);
    await Promise.all([computer.close(), pocket.close()]);
  }, 120_000);

  test('follows attempts that fail, without events, and ends as the session does', async () => {
    const [computer, pocket] = [await device(), await device(phoneSize, phoneOptions)];
    await computer.route('**/hand-off/events', (route) => route.abort());
    const tab = await begun(computer, await session('no_match'), { allowHandOff: 'offer' });
    await tab.locator('[part=qr]').waitFor();
    const { phone } = await continueOn(pocket, await readQR(await tab.screenshot()));
    await phone.getByRole('button', { name: 'Try again' }).click({ timeout: 60_000 });
    await tab.getByText('That did not work yet. Try again on your phone.').waitFor({ timeout: 60_000 });
    await phone.getByRole('button', { name: 'Try again' }).click({ timeout: 60_000 });
    expect(await endedOf(tab)).toMatchObject({ code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS' });
    await Promise.all([computer.close(), pocket.close()]);
  }, 180_000);

  test('goes on here when the person prefers it, and the code then opens nothing', async () => {
    const [computer, pocket] = [await device(), await device(phoneSize, phoneOptions)];
    const tab = await begun(computer, await session(), { allowHandOff: 'offer' });
    await tab.locator('[part=qr]').waitFor();
    const address = await readQR(await tab.screenshot());
    const revoked = tab.waitForResponse((response) => response.request().method() === 'DELETE');
    await tab.getByRole('button', { name: 'Use this device' }).click();
    expect((await revoked).status()).toBe(204);
    const late = await pocket.newPage();
    await late.goto(address);
    await late.getByRole('heading', { name: 'This link is not valid' }).waitFor();
    expect((await endedOf(tab)).result).toBeDefined();
    await Promise.all([computer.close(), pocket.close()]);
  }, 120_000);

  test('is left with the button or with Escape', async () => {
    const computer = await device();
    const tab = await begun(computer, await session(), { allowHandOff: 'only' });
    await tab.locator('[part=qr]').waitFor();
    await tab.keyboard.press('Escape');
    expect(await endedOf(tab)).toMatchObject({ code: 'USER_CANCEL' });
    await computer.close();
  }, 120_000);

  test.each<[string, object, { width: number; height: number }]>([
    ['never', {}, desktop],
    ['offer, on a phone with a camera', { allowHandOff: 'offer' }, phoneSize],
  ])(
    'shows no additional screen, and makes no hand-off: %s',
    async (_, options, viewport) => {
      const context = await device(viewport, viewport === phoneSize ? phoneOptions : {});
      const calls: string[] = [];
      context.on('request', (request) => void calls.push(request.url()));
      const tab = await begun(context, await session(), options);
      expect((await endedOf(tab)).result).toBeDefined();
      expect(calls.filter((url) => url.endsWith('/hand-off'))).toEqual([]);
      await context.close();
    },
    90_000,
  );

  test('of a client that may not hand over goes on here with offer, and fails with only', async () => {
    const other = await clientThat(false);
    const computer = await device();
    const offered = await begun(computer, await session('pass', other), { allowHandOff: 'offer' });
    expect((await endedOf(offered)).result).toBeDefined();
    const only = await begun(computer, await session('pass', other), { allowHandOff: 'only' });
    expect(await endedOf(only)).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('--capture-hand-off allow') as string,
    });
    const wrong = await begun(computer, await session(), { allowHandOff: 'always' });
    expect(await endedOf(wrong)).toMatchObject({ code: 'INVALID_CONFIG', message: 'allowHandOff is not never, offer or only.' });
    await computer.close();
  }, 120_000);
});

test('the plugin of one file loads the hand-off from the assets, by its digest, and runs no other', async () => {
  const plugin = join(import.meta.dirname, '..', '..', 'packages', 'plugin');
  const capacitor = createRequire(import.meta.url)
    .resolve('@capacitor/core')
    .replace('index.cjs.js', 'capacitor.js');
  const files = { '/capacitor.js': await readFile(capacitor), '/plugin.js': await readFile(join(plugin, 'dist', 'plugin.js')) };
  const script = `
    const { accessToken, sessionId, baseURL, allowHandOff } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
    const { UqudoPlugin, FaceSessionConfigurationBuilder } = capacitorUqudoId;
    const sdk = new UqudoPlugin();
    sdk.init({ baseURL, allowHandOff });
    const built = new FaceSessionConfigurationBuilder().setToken(accessToken).setSessionId(sessionId).build();
    sdk.faceSession(built).then(({ value }) => { window.ended = { result: value }; }, ({ reason, message }) => { window.ended = { code: reason, message }; });`;
  const app = Fastify();
  // What the page of such an app must allow: its own files, and the assets of the service.
  const policy = `default-src 'none'; script-src 'self' 'nonce-app' ${service.baseURL}; style-src 'nonce-app'; connect-src ${service.baseURL}`;
  app.get('/', (_request, reply) =>
    reply
      .type('text/html')
      .header('content-security-policy', policy)
      .send(
        `<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,"><body><script src="/capacitor.js"></script><script src="/plugin.js"></script><script nonce="app">${script}</script></html>`,
      ),
  );
  for (const [path, bytes] of Object.entries(files)) app.get(path, (_request, reply) => reply.type('text/javascript').send(bytes));
  const url = (await app.listen({ host: '127.0.0.1', port: 0 })).replace('127.0.0.1', 'localhost');
  const computer = await device();
  try {
    const tab = await begun(computer, await session(), { allowHandOff: 'only' }, url);
    await tab.locator('[part=qr]').waitFor();
    expect(await readQR(await tab.screenshot())).toContain('/l/#h.');
    await tab.getByRole('button', { name: 'Leave' }).click();
    expect(await endedOf(tab)).toMatchObject({ code: 'USER_CANCEL' });
    await computer.route('**/hand-off.*.js', (route) =>
      route.fulfill({ contentType: 'text/javascript', headers: { 'access-control-allow-origin': '*' }, body: 'window.wasRun = true' }),
    );
    const other = await begun(computer, await session(), { allowHandOff: 'only' }, url);
    expect(await endedOf(other)).toMatchObject({ message: expect.stringContaining('could not be loaded') as string });
    expect(await other.evaluate(() => 'wasRun' in window)).toBe(false);
  } finally {
    await computer.close();
    await app.close();
  }
}, 120_000);

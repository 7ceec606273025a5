import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addClient, setWebhook } from '@face-session/server';
import { verifyFaceSessionResult, verifyWebhook } from '@face-session/verify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindingsIn } from '../kit/axe.js';
import { launchChromium } from '../kit/browser.js';
import { readQR } from '../kit/read-qr.js';
import { startTestService, type TestService } from '../kit/service.js';
import { tokenFrom } from '../kit/session-calls.js';
import { startWebhookReceiver, type WebhookReceiver } from '../kit/webhook-receiver.js';

/* The hosted page in a browser without a camera, with links of a test client. */

/** A PNG of one pixel. */
const logo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A desktop, a phone on its side, the smallest phone, and a phone. */
const sizes = [
  { width: 1440, height: 900 },
  { width: 844, height: 390 },
  { width: 320, height: 568 },
  { width: 390, height: 844 },
];

let service: TestService;
let browser: Browser;
let clientId: string;
let token: string;
let receiver: WebhookReceiver;
let webhookSecret = '';
let returnURL: string;
beforeAll(async () => {
  service = await startTestService({ WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' });
  receiver = await startWebhookReceiver();
  browser = await launchChromium({ kind: 'none' });
  returnURL = `${service.baseURL}/api/reference`;
  const client = await addClient(service.service, { name: 'Bank', test: true, scopes: ['KYC_FACE_FLOW', 'KYC_FACE_LINK'] });
  ({ clientId } = client);
  const settings = {
    name: 'Example Bank',
    returnOrigins: [service.baseURL],
    privacyURL: 'https://bank.example/',
    consentVersion: '1',
    frameOrigins: [],
    captureHandOff: false,
  };
  await service.service.store.saveLinkPage(
    { clientId, ...settings },
    { type: 'image/png', bytes: logo },
    { at: Date.now(), event: 'client.link-page-changed', clientId, details: { ...settings, logo: true } },
  );
  token = await tokenFrom(service.baseURL, client);
  const webhook = { url: receiver.url, events: ['face_session.passed'] } as const;
  await setWebhook(service.service, null, clientId, webhook, (made) => Promise.resolve(void (webhookSecret = made)));
}, 120_000);
afterAll(async () => {
  await browser.close();
  await service.close();
  await receiver.close();
});

const call = (path: string, body?: object): Promise<Response> =>
  fetch(`${service.baseURL}/api/v1/links${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
const link = async (body: object = {}): Promise<{ linkId: string; sessionId: string; url: string }> =>
  (await (await call('', body)).json()) as { linkId: string; sessionId: string; url: string };
const statusOf = async (linkId: string): Promise<string> => ((await (await call(`/${linkId}`)).json()) as { status: string }).status;

/** The address of a link that passed: its session was run as the page does, by calls alone. In test mode the pictures decide nothing. */
async function passedLink(): Promise<string> {
  const { url } = await link({ returnURL });
  const post = async (path: string, body: object | FormData, headers: Record<string, string> = {}): Promise<Record<string, string>> => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${service.baseURL}/api/v1${path}`, {
      method: 'POST',
      headers: { ...headers, ...(!isForm && { 'content-type': 'application/json' }) },
      body: isForm ? body : JSON.stringify(body),
    });
    return (await response.json()) as Record<string, string>;
  };
  const deviceKey = randomBytes(32).toString('base64url');
  const { accessToken, sessionId } = await post('/links/start', { token: new URL(url).hash.slice(1), deviceKey, consentVersion: '1' });
  const headers = { authorization: `Bearer ${accessToken!}`, 'uq-session-id': sessionId! };
  const { attemptId } = await post('/attempts', {}, headers);
  const frames = new FormData();
  frames.append('frames', JSON.stringify([{ capturedAtMs: 1 }]));
  frames.append('frame', new Blob([new Uint8Array(logo)]), 'frame.png');
  expect(await post(`/attempts/${attemptId!}/burst`, frames, headers)).toMatchObject({ outcome: 'passed' });
  return url;
}

const claimsOf = (jws: string): { jti: string } => JSON.parse(Buffer.from(jws.split('.')[1]!, 'base64url').toString()) as { jti: string };

const newDevice = (options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en', ...options });
async function opened(context: BrowserContext, url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => void complaints.push(error.message));
  await page.goto(url);
  await page.locator('h1').waitFor();
  return { page, complaints };
}

describe('the page of a link', () => {
  test('asks for consent, runs the session, and returns without a result in the URL', async () => {
    const device = await newDevice();
    const { linkId, url } = await link({ returnURL, state: 's 1' });
    const { page, complaints } = await opened(device, url);
    expect(await page.locator('header').textContent()).toBe('Example BankTest');
    // What to press is in view at every size, without scrolling.
    for (const size of sizes) {
      await page.setViewportSize(size);
      const { y, height } = (await page.getByRole('button', { name: 'Start' }).boundingBox())!;
      expect(y + height, `${size.width} x ${size.height}`).toBeLessThanOrEqual(size.height);
    }
    await page.getByRole('button', { name: 'Start' }).click();
    // The box is required, so nothing starts without it.
    expect(await statusOf(linkId)).toBe('opened');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(`${returnURL}?**`, { timeout: 30_000 });
    expect(page.url()).toBe(`${returnURL}?link=${linkId}&status=passed&state=s+1`);
    expect([await statusOf(linkId), complaints]).toEqual(['passed', []]);
    await device.close();
  }, 120_000);

  test('goes on after a reload, and reads as used on another device, in Arabic from right to left', async () => {
    const [phone, other] = [await newDevice(), await newDevice({ locale: 'ar' })];
    const { linkId, url } = await link({ outcome: 'no_match' });
    const { page } = await opened(phone, url);
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 30_000 });
    await page.reload();
    await page.getByRole('button', { name: 'Start' }).waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    const { page: stranger } = await opened(other, url);
    expect(await stranger.locator('html').getAttribute('dir')).toBe('rtl');
    expect(await stranger.locator('h1').textContent()).toBe('هذا الرابط مستخدم على جهاز آخر');
    await page.getByRole('button', { name: 'Start' }).click();
    for (const name of ['Try again', 'Close']) await page.getByRole('button', { name }).first().click({ timeout: 30_000 });
    await page.getByRole('heading', { name: 'We couldn’t confirm it’s you' }).first().waitFor({ timeout: 30_000 });
    expect(await statusOf(linkId)).toBe('failed');
    await Promise.all([phone.close(), other.close()]);
  }, 120_000);

  test('has no finding of axe before the start, at the end and for a wrong link, light and dark', async () => {
    const device = await newDevice();
    const findings: string[] = [];
    for (const url of [(await link({ returnURL })).url, await passedLink(), `${service.baseURL}/l/#${'x'.repeat(43)}`]) {
      const { page } = await opened(device, url);
      findings.push(...(await axeFindingsIn(page)));
      await page.close();
    }
    expect(findings).toEqual([]);
    await device.close();
  }, 120_000);

  test('is sent with a policy that allows nothing inline, to nobody else and to no cache', async () => {
    const response = await fetch(`${service.baseURL}/l/`);
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
    expect(policy).not.toContain('unsafe-inline');
    expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'");
    const html = await response.text();
    expect(html).toContain(`name="style-nonce" content="${nonce}"`);
    expect(html).not.toMatch(/<style|style=|<script[^>]*>[^<]|https?:|\son\w+=/);
    expect((await fetch(`${service.baseURL}/l/`)).headers.get('content-security-policy')).not.toBe(policy);
    const names = ['referrer-policy', 'cache-control', 'x-frame-options', 'cross-origin-opener-policy'];
    expect(names.map((name) => response.headers.get(name))).toEqual(['no-referrer', 'no-store', 'DENY', 'same-origin']);
    expect((await fetch(`${service.baseURL}/l/index.html`)).status).toBe(404);
    expect((await fetch(`${service.baseURL}/l/${randomUUID()}`)).status).toBe(404);
  });
});

describe('a hand-off', () => {
  const desktop = { viewport: { width: 1440, height: 900 } };
  const liveOf = (page: Page) => page.getByRole('status');
  const codeOf = async (page: Page): Promise<string | null> => page.locator('.code strong').textContent();

  test('goes from the QR code of a computer to a phone, and back to the app, which gets the result', async () => {
    const [computer, phone] = [await newDevice(desktop), await newDevice({ isMobile: true, hasTouch: true })];
    const { linkId, sessionId, url } = await link({ allowHandOff: 'offer', returnURL, state: 's 2' });
    const { page: wide, complaints } = await opened(computer, url);
    await wide.locator('.qr').waitFor();
    expect(await liveOf(wide).textContent()).toBe('Waiting for your phone');
    const code = await codeOf(wide);
    const address = await readQR(await wide.screenshot());
    expect([address.startsWith(`${service.baseURL}/l/#h.`), address.includes(new URL(url).hash.slice(1))]).toEqual([true, false]);

    const { page: small, complaints: onPhone } = await opened(phone, address);
    // Who asks, and the code of both.
    expect([await small.locator('header .name').textContent(), await codeOf(small)]).toEqual(['Example Bank', code]);
    await wide.getByRole('heading', { name: 'Continue on your phone' }).waitFor({ timeout: 30_000 });
    await small.getByRole('checkbox').check();
    await small.getByRole('button', { name: 'The codes match' }).click();
    await wide.waitForURL(`${returnURL}?**`, { timeout: 60_000 });
    expect(wide.url()).toBe(`${returnURL}?link=${linkId}&status=passed&state=s+2`);
    await small.getByText('Go back to your computer. It continues by itself.').waitFor({ timeout: 30_000 });
    expect([small.url(), complaints, onPhone]).toEqual([address, [], []]);

    const told = await receiver.waitUntil(({ body }) => body.includes(sessionId));
    const { event, jwsResult } = verifyWebhook(told.body, told.headers, { secret: webhookSecret });
    expect(event).toMatchObject({ type: 'face_session.passed', data: { sessionId } });
    expect(new Webhook(webhookSecret).verify(told.body, told.headers as Record<string, string>)).toEqual(event);
    const fetched = (await (await call(`/${linkId}`)).json()) as { status: string; jwsResult: string };
    expect([fetched.status, claimsOf(fetched.jwsResult).jti]).toEqual(['passed', claimsOf(jwsResult!).jti]);
    const options = { issuer: `${service.baseURL}/test`, clientId, sessionId, nonce: null, allowTest: true };
    await expect(verifyFaceSessionResult(fetched.jwsResult, options)).resolves.toMatchObject({ match: true });
    await Promise.all([computer.close(), phone.close()]);
  }, 120_000);

  test('goes on without events, after a reload and a failure, and the address opens on one phone only', async () => {
    const [computer, phone, other] = [await newDevice(), await newDevice(), await newDevice({ locale: 'de' })];
    const { linkId, url } = await link({ allowHandOff: 'only', outcome: 'no_match' });
    await computer.route('**/hand-off/events', (route) => route.abort());
    const { page: narrow } = await opened(computer, url);
    await narrow.locator('.qr').waitFor();
    expect(await narrow.getByRole('button').count()).toBe(0);
    const address = await readQR(await narrow.screenshot({ fullPage: true }));
    const { page: small } = await opened(phone, address);
    const { page: stranger } = await opened(other, address);
    expect(await stranger.locator('h1').textContent()).toBe('Dieser Link wird auf einem anderen Gerät verwendet');
    await narrow.getByText('Your phone is ready.').waitFor({ timeout: 30_000 });
    await narrow.reload();
    await narrow.getByText('Your phone is ready.').waitFor({ timeout: 30_000 });
    await small.getByRole('checkbox').check();
    await small.getByRole('button', { name: 'The codes match' }).click();
    await narrow.getByText('That did not work yet. Try again on your phone.').waitFor({ timeout: 30_000 });
    await small.reload();
    await small.getByRole('button', { name: 'Start' }).waitFor();
    expect(await statusOf(linkId)).toBe('started');
    await Promise.all([computer.close(), phone.close(), other.close()]);
  }, 120_000);

  test('is asked for on a small screen, begun again with a new code, and taken back, with no finding of axe in any view', async () => {
    const [tablet, phone] = [await newDevice(), await newDevice({ isMobile: true, hasTouch: true })];
    const { linkId, url } = await link({ allowHandOff: 'offer' });
    const { page } = await opened(tablet, url);
    const press = (name: string): Promise<void> => page.getByRole('button', { name }).click();
    await press('Use another device');
    await page.locator('.qr').waitFor();
    const first = await readQR(await page.screenshot({ fullPage: true }));
    // On its side the device shows the whole code, and the codes to compare, without scrolling.
    await page.setViewportSize({ width: 844, height: 390 });
    expect([await readQR(await page.screenshot()), (await page.locator('.code strong').boundingBox())!.y < 360]).toEqual([first, true]);
    await page.setViewportSize({ width: 390, height: 844 });
    const findings = await axeFindingsIn(page);
    const { page: small } = await opened(phone, first);
    findings.push(...(await axeFindingsIn(small)));
    await page.getByText('Your phone is ready.').waitFor({ timeout: 30_000 });
    findings.push(...(await axeFindingsIn(page)));

    await press('Show a new code');
    await page.locator('.qr').waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await readQR(await page.screenshot({ fullPage: true }))).not.toBe(first);
    await small.reload();
    await small.getByRole('heading', { name: 'This link is not valid' }).waitFor();

    await press('Use this device');
    await page.getByRole('checkbox').check();
    await press('Start');
    await page.getByRole('heading', { name: 'That’s done' }).waitFor({ timeout: 60_000 });
    expect([await statusOf(linkId), findings]).toEqual(['passed', []]);
    await Promise.all([tablet.close(), phone.close()]);
  }, 120_000);
});

test('the JavaScript of the page has less than 60 kB with its largest language, compressed', () => {
  const folder = join(import.meta.dirname, '..', '..', 'packages', 'link-page', 'dist', 'page');
  // The texts of the capture, of a hand-off and of the page are a file each for each language; everything else is for all.
  const bytes = new Map<string, number>();
  for (const name of readdirSync(folder)) {
    // The capture's own hand-off is never loaded here: the page has its own, and gives the capture no allowHandOff.
    if (!name.endsWith('.js') || name.startsWith('hand-off-')) continue;
    const key = /^([a-z]{2})-/.exec(name)?.[1] ?? 'shared';
    bytes.set(key, (bytes.get(key) ?? 0) + gzipSync(readFileSync(join(folder, name))).length);
  }
  const { shared, ...languages } = Object.fromEntries(bytes);
  expect(Object.keys(languages)).toHaveLength(15);
  expect(shared! + Math.max(...Object.values(languages))).toBeLessThan(60_000);
});

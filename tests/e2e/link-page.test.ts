import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { addClient } from '@face-session/server';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../support/chromium.js';
import { startTestService, type TestService } from '../support/service.js';

/* The hosted page in a browser without a camera, with links of a test client. */

/** A PNG of one pixel. */
const logo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

let service: TestService;
let browser: Browser;
let clientId: string;
let token: string;
let returnURL: string;
/** Of a link that passed. */
let passedURL: string;
beforeAll(async () => {
  service = await startTestService();
  browser = await launchChromium({ kind: 'none' });
  returnURL = `${service.baseURL}/api/reference`;
  const client = await addClient(service.service, { name: 'Bank', test: true, scopes: ['KYC_FACE_FLOW', 'KYC_FACE_LINK'] });
  ({ clientId } = client);
  const settings = { name: 'Example Bank', returnOrigins: [service.baseURL], privacyURL: 'https://bank.example/', consentVersion: '1' };
  await service.service.store.saveLinkPage(
    { clientId, ...settings },
    { type: 'image/png', bytes: logo },
    { at: Date.now(), event: 'client.link-page-changed', clientId, details: { ...settings, logo: true } },
  );
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: client.clientSecret });
  const answer = await fetch(`${service.baseURL}/api/oauth/token`, { method: 'POST', body });
  token = ((await answer.json()) as { access_token: string }).access_token;
}, 120_000);
afterAll(async () => {
  await browser.close();
  await service.close();
});

const call = (path: string, body?: object): Promise<Response> =>
  fetch(`${service.baseURL}/api/v1/links${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
const link = async (body: object = {}): Promise<{ linkId: string; url: string }> =>
  (await (await call('', body)).json()) as { linkId: string; url: string };
const statusOf = async (linkId: string): Promise<string> => ((await (await call(`/${linkId}`)).json()) as { status: string }).status;

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
    await page.getByRole('button', { name: 'Start' }).click();
    // The box is required, so nothing starts without it.
    expect(await statusOf(linkId)).toBe('opened');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Start' }).click();
    await page.waitForURL(`${returnURL}?**`, { timeout: 30_000 });
    expect(page.url()).toBe(`${returnURL}?link=${linkId}&status=passed&state=s+1`);
    expect([await statusOf(linkId), complaints]).toEqual(['passed', []]);
    passedURL = url;
    await device.close();
  }, 60_000);

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
  }, 60_000);

  test('has no finding of axe before the start, at the end and for a wrong link, light and dark', async () => {
    const device = await newDevice();
    const findings: string[] = [];
    for (const url of [(await link({ returnURL })).url, passedURL, `${service.baseURL}/l/#${'x'.repeat(43)}`]) {
      const { page } = await opened(device, url);
      await page.evaluate(axe.source);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        findings.push(
          ...(await page.evaluate(async () => {
            const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] });
            return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
          })),
        );
      }
      await page.close();
    }
    expect(findings).toEqual([]);
    await device.close();
  }, 60_000);

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

test('the JavaScript of the page has less than 60 kB with its largest language, compressed', () => {
  const folder = join(import.meta.dirname, '..', '..', 'packages', 'link-page', 'dist', 'page');
  const sizes = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(folder, name))).length }));
  const main = sizes.find(({ name }) => name.startsWith('index-'))!;
  // The texts of the capture and those of the page are a file each.
  const languages = sizes.filter(({ name }) => name !== main.name).map(({ bytes }) => bytes);
  const [largest = 0, second = 0] = languages.toSorted((a, b) => b - a);
  expect(main.bytes + largest + second).toBeLessThan(60_000);
});

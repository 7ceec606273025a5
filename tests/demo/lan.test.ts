import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo, type Demo } from '@face-session/demo';
import { readConfig } from '@face-session/server';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findBrowser, quietFlags } from '../../scripts/lib/browser.mjs';
import { person } from '../kit/people.js';
import { freePort } from '../kit/process.js';
import { readQR } from '../kit/read-qr.js';

/* The demo in the local network: here on another address of the loopback interface. */

let dataFolder: string;
let demo: Demo;
let browser: Browser;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'face-session-demo-lan-'));
  const config = readConfig({ PORT: '0', BASE_URL: 'http://localhost:0', DATA_DIR: dataFolder, LOG_LEVEL: 'silent', WORKERS: '1' });
  demo = await startDemo({ config, dataFolder, lan: { host: '127.0.0.1', port: await freePort() } });
  browser = await chromium.launch({ executablePath: findBrowser()!, args: [...quietFlags, '--use-fake-ui-for-media-stream'] });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await demo.close();
  await rm(dataFolder, { recursive: true, force: true });
});

test('a computer is offered a QR code beside its own camera, which a phone opens over https', async () => {
  expect(demo.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  // The certificate is self-made: a person chooses to go on.
  const computer = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en', ignoreHTTPSErrors: true });
  const page = await computer.newPage();
  await page.goto(demo.url);
  const { idPhoto } = await person('ben');
  await page.setInputFiles('#photo-file', { name: 'id.jpg', mimeType: 'image/jpeg', buffer: idPhoto });
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.locator('[part=qr]').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Use this device' }).waitFor();
  const address = await readQR(await page.screenshot());
  expect(address.startsWith(`${demo.url}/l/#h.`)).toBe(true);
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en', ignoreHTTPSErrors: true });
  const small = await phone.newPage();
  await small.goto(address);
  await small.getByRole('button', { name: 'The codes match' }).waitFor({ timeout: 60_000 });
  expect([await small.locator('header .name').textContent(), await small.evaluate(() => isSecureContext)]).toEqual(['Example Bank', true]);
  await page.getByRole('heading', { name: 'Continue on your phone' }).waitFor({ timeout: 60_000 });
  await Promise.all([computer.close(), phone.close()]);
}, 180_000);

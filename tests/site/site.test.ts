import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite, installGenerator, siteFaults } from '../../scripts/lib/site.mjs';
import { launchChromium } from '../kit/browser.js';
import { startTestService, type TestService } from '../kit/service.js';

/* The documentation as a site, as the service serves it and as a browser shows it: this version, and the last commit in the place of a release. */

const root = join(import.meta.dirname, '..', '..');
let folder: string;
let service: TestService;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-site-'));
  await installGenerator();
  await buildSite({ from: root, out: folder, path: '', tags: ['HEAD'] });
  await buildSite({ from: root, tag: 'HEAD', out: join(folder, 'HEAD'), path: 'HEAD/', tags: ['HEAD'] });
  service = await startTestService({ DOCS_DIR: folder });
  browser = await launchChromium();
}, 600_000);
afterAll(async () => {
  await browser.close();
  await service.close();
  await rm(folder, { recursive: true });
});

describe('the site', () => {
  it('has no link or anchor that leads nowhere, and nothing inline or from elsewhere', () => {
    expect(siteFaults(folder)).toEqual([]);
  });

  it('is shown under the policy of the service, finds words, and leads to the calls of the HTTP API and to other versions, without a request to elsewhere', async () => {
    const page = await browser.newPage();
    const faults: string[] = [];
    const elsewhere: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(service.baseURL) && !request.url().startsWith('data:')) elsewhere.push(request.url());
    });
    page.setDefaultTimeout(60_000);

    await page.goto(`${service.baseURL}/docs/`);
    await page.getByRole('heading', { level: 1, name: 'Face Session' }).waitFor();
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('searchbox').fill('PgBouncer');
    await page.getByRole('option').first().waitFor();
    expect((await page.getByRole('option').allTextContents()).some((found) => found.includes('Operation'))).toBe(true);
    await page.keyboard.press('Escape');

    await page.goto(`${service.baseURL}/docs/http-reference.html#createSession`.toLowerCase());
    await page.getByText('POST /api/v1/face', { exact: true }).first().waitFor();
    await page.goto(`${service.baseURL}/docs/versions.html`);
    await page.getByRole('main').getByRole('link', { name: 'HEAD' }).click();
    await page.waitForURL(`${service.baseURL}/docs/HEAD/`);
    await page.getByRole('heading', { level: 1, name: 'Face Session' }).waitFor();

    expect(faults).toEqual([]);
    expect(elsewhere).toEqual([]);
    await page.close();
  });
});

import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { curlLines, ensureSamplePictures, startDemo, type Demo } from '@face-session/demo';
import { readConfig } from '@face-session/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { languages } from '../../packages/capture/src/texts/languages.js';
import { launchChromium } from '../kit/browser.js';
import { cameraBefore } from '../kit/camera.js';
import { person, type Person } from '../kit/people.js';

/* The first thing that a newcomer sees: the page with a person before the camera, its backend, and the curl lines. */

const run = promisify(execFile);

let dataFolder: string;
let demo: Demo;
let ben: Person;
let browser: Browser;
let page: Page;
let complaints: string[];
let photo: Buffer;
let otherPhoto: Buffer;

const config = () => readConfig({ PORT: '0', BASE_URL: 'http://localhost:0', DATA_DIR: dataFolder, LOG_LEVEL: 'silent' });

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'face-session-demo-'));
  demo = await startDemo({ config: config(), dataFolder });
  ben = await person('ben');
  photo = ben.idPhoto;
  otherPhoto = (await person('cleo')).idPhoto;
}, 120_000);
afterAll(async () => {
  await demo.close();
  await rm(dataFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  // A camera of its own for each session: the service knows the frames that it has been sent before.
  browser = await launchChromium(await cameraBefore(ben.still, 6));
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto(demo.url);
  return () => browser.close();
}, 60_000);

const choose = (buffer: Buffer): Promise<void> => page.setInputFiles('#photo-file', { name: 'id.jpg', mimeType: 'image/jpeg', buffer });
const start = (): Promise<void> => page.getByRole('button', { name: 'Start', exact: true }).click();
/** The button of the introduction, over the page. */
const beginSession = (): Promise<void> => page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

describe('the page', () => {
  test('shows the right person a match that the backend verified, with the selfie, and deletes it on request', async () => {
    await expectAccessible();
    const offered = await page
      .locator('#option-language option')
      .evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value));
    expect(offered).toEqual(languages);
    await choose(photo);
    await expectAccessible();
    await start();
    await page.getByText('Your picture is deleted after 30 minutes.').waitFor();
    await beginSession();
    await page.getByRole('heading', { name: 'It’s you' }).waitFor();
    await page.getByText('Match level 5 of 5').waitFor();
    await expectAccessible();
    const selfie = page.getByRole('img', { name: 'The selfie of this session' });
    expect(await selfie.evaluate(async (image: HTMLImageElement) => (await image.decode(), image.naturalWidth))).toBeGreaterThan(100);
    await page.getByRole('button', { name: 'Delete my pictures now' }).click();
    await selfie.waitFor({ state: 'hidden' });
    expect((await page.request.get(`${demo.url}/demo/selfie`)).status()).toBe(404);
    expect(complaints).toEqual([]);
  }, 120_000);

  test('tells another person of the mismatch with what the backend verified of it', async () => {
    await choose(otherPhoto);
    await start();
    await beginSession();
    await page.getByText('Your face didn’t match').waitFor();
    await page.getByRole('button', { name: 'Leave' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).last().click();
    await page.getByRole('heading', { name: 'You left the check' }).waitFor();
    expect(await page.getByText('FACE_NO_MATCH').first().isVisible()).toBe(false);
    await page.getByText('For developers').click();
    await page.getByText('FACE_NO_MATCH').first().waitFor();
    await page.getByText('"match": false').waitFor();
    await page.getByText(/POST .demo.sessions → 201/).waitFor();
    await expectAccessible();
  }, 120_000);

  test('asks for another photo when there is no face on it, and never scrolls sideways at 320 pixels', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await choose(await readFile(join(import.meta.dirname, 'no-face.png')));
    await start();
    await page.getByRole('alert').filter({ hasText: 'No face' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await expectAccessible();
  });
});

describe('the backend', () => {
  test('verifies against its own record of the visit, and takes no result without one', async () => {
    const post = (path: string, data: unknown, cookie = ''): Promise<Response> =>
      fetch(`${demo.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify(data) });
    expect((await post('/demo/results', { result: 'a.b.c' })).status).toBe(404);
    const form = new FormData();
    form.set('idPhoto', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'id.jpg');
    const started = await fetch(`${demo.url}/demo/sessions`, { method: 'POST', body: form });
    const cookie = started.headers.get('set-cookie') ?? '';
    expect([started.status, cookie]).toEqual([201, expect.stringMatching(/HttpOnly; SameSite=Strict/)]);
    const refused = await post('/demo/results', { result: 'e30.e30.AAAA' }, cookie.split(';')[0]);
    expect([refused.status, await refused.json()]).toEqual([422, { code: 'ERR_RESULT_ALGORITHM_NOT_ALLOWED' }]);
  });

  test('hands out a token that can run one session and nothing else', async () => {
    const form = new FormData();
    form.set('idPhoto', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'id.jpg');
    const started = await fetch(`${demo.url}/demo/sessions`, { method: 'POST', body: form });
    const { token, sessionId } = (await started.json()) as { token: string; sessionId: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${demo.url}/api/v1/info/${sessionId}`, { headers })).status).toBe(403);
    expect((await fetch(`${demo.url}/api/v1/face`, { method: 'POST', headers, body: form })).status).toBe(403);
  });

  test('keeps its credentials in a file of its own, for the next start', async () => {
    const file = join(dataFolder, 'demo-client.json');
    expect((await stat(file)).mode & 0o077).toBe(0);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(demo.client);
  });
});

test('the three curl lines do the job when pasted into a shell', async () => {
  const lines = curlLines(demo.url, demo.client, await ensureSamplePictures(dataFolder));
  const { stdout } = await run('sh', ['-c', lines.join('\n')]);
  const [session, match] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(session).toEqual({ sessionId: expect.any(String) as string, quality: expect.any(Object) as object });
  expect(match).toEqual({ match: true, matchLevel: 5 });
});

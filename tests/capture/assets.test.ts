import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePage, STYLE_NONCE } from '../kit/page.js';
import { appSource, openApp, type App } from './app.js';
import { browser, served, service, setUpCapture } from './set-up.js';

setUpCapture();

const command = join(import.meta.dirname, '..', '..', 'packages', 'capture', 'bin', 'face-session-assets.mjs');
const run = promisify(execFile);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-assets-'));
  await run(process.execPath, [command, folder]);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('assets that a command copied into the app guide the person without the service’s', async () => {
  const app = await openApp(browser, served.url, service);
  await app.page.route(`${service.url}/assets/**`, (route) => route.abort());
  await app.page.route(`${served.url}face-session/*`, async (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    await route.fulfill({
      body: await readFile(join(folder, name)),
      contentType: name.endsWith('.js') ? 'text/javascript' : 'application/octet-stream',
    });
  });
  await app.start({ assetsURL: '/face-session/' });
  await app.reach('hold');
  expect(await app.end()).toEqual({ value: 'a.signed.result' });
  await app.close();
});

it('the command says how it is called', async () => {
  await expect(run(process.execPath, [command])).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('FOLDER') as string });
});

it('without constructable style sheets a policy’s nonce lets the styles in', async () => {
  const app = await openApp(browser, 'about:blank', service);
  const colourWith = async (cspNonce: string): Promise<string> => {
    await app.page.goto(served.url);
    await app.page.evaluate('delete CSSStyleSheet.prototype.replaceSync');
    await app.start({ assetsURL: `${service.url}/nowhere/`, cspNonce });
    const shutter = app.page.locator('[part=shutter]');
    await shutter.waitFor({ state: 'attached' });
    return shutter.evaluate((button) => getComputedStyle(button).backgroundColor);
  };
  expect(await colourWith(STYLE_NONCE)).toBe('rgb(11, 87, 208)');
  expect(await colourWith('other')).not.toBe('rgb(11, 87, 208)');
  await app.close();
});

describe('a page that requires Trusted Types', () => {
  const openRequiring = async (names: string): Promise<App & { stop(): Promise<void> }> => {
    const page = await servePage(appSource, service.url, ["require-trusted-types-for 'script'", `trusted-types ${names}`]);
    const app = await openApp(browser, page.url, service);
    return {
      ...app,
      async stop() {
        await app.close();
        await page.close();
      },
    };
  };

  it('runs a guided session with the policy face-session', async () => {
    const app = await openRequiring('face-session');
    await app.start();
    await app.reach('hold');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.stop();
  });

  it('offers the shutter where the page’s list lacks the policy', async () => {
    const app = await openRequiring("'none'");
    await app.start();
    await app.page.locator('[part=shutter]').waitFor({ state: 'visible' });
    await app.click('Take the picture');
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    await app.stop();
  });
});

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { languages } from '@face-session/capture';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.js';
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
let example: string;

beforeAll(async () => {
  service = await startStubService();
  browser = await launchChromium(await cameraOf(frontal));
  const readme = await readFile(join(plugin, 'README.md'), 'utf8');
  example = readme
    .split('```')
    .find((block) => block.startsWith('html\n') && block.includes('plugin.js'))!
    .replace('html\n', '');
});

afterAll(async () => {
  await browser.close();
  await service.close();
});

it('the example of a plain page runs as it stands, up to the result at the backend', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.route('http://localhost/**', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    if (path === '')
      await route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="en"><title>App</title>${example}</html>` });
    else if (path === 'face-session') await route.fulfill({ json: { token: tokenOf(service.url), sessionId: SESSION_ID } });
    else if (path in files) await route.fulfill({ contentType: 'text/javascript', body: await readFile(files[path]!) });
    else await route.fulfill({ status: 204 });
  });
  await page.goto('http://localhost/');
  const result = page.waitForRequest('http://localhost/face-session/result');
  await page.getByRole('button').click();
  expect((await result).postData()).toBe('a.signed.result');
  await page.close();
});

it('setLocale changes language and direction of the screen', async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  await page.route('http://localhost/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>App</title>' }),
  );
  await page.goto('http://localhost/');
  for (const file of Object.values(files)) await page.addScriptTag({ path: file });
  await page.evaluate(
    ([token, sessionId]) => {
      const { FaceSessionConfigurationBuilder, UqudoPlugin } = (
        window as unknown as { capacitorUqudoId: typeof import('uqudosdk-capacitor') }
      ).capacitorUqudoId;
      const plugin = new UqudoPlugin();
      plugin.init();
      plugin.setLocale('ur-PK');
      void plugin.faceSession(new FaceSessionConfigurationBuilder().setToken(token).setSessionId(sessionId).build());
    },
    [tokenOf(service.url), SESSION_ID] as const,
  );
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  expect(await dialog.getAttribute('lang')).toBe('ur-PK');
  expect(await dialog.getAttribute('dir')).toBe('rtl');
  await page.close();
});

it('the bundle speaks every language', async () => {
  const bundle = await readFile(files['plugin.js']!, 'utf8');
  for (const language of languages) {
    const { [language]: texts } = (await import(`../../packages/capture/dist/texts/${language}.js`)) as Record<
      string,
      Record<string, unknown>
    >;
    const missing = Object.values(texts!).filter((text) => typeof text === 'string' && !bundle.includes(text));
    expect(missing, language).toEqual([]);
  }
});

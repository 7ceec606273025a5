import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { FaceSession } from '@face-session/react';
import { addClient } from '@face-session/server';
import type { TestOutcome } from '@face-session/protocol';
import { verifyFaceSessionResult } from '@face-session/verify';
import type { Browser, Page as BrowserPage } from 'playwright-core';
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../scripts/lib/browser.mjs';
import { launchChromium } from '../kit/browser.js';
import { servePage, type Page } from '../kit/page.js';
import { startTestService, type TestService } from '../kit/service.js';
import { tokenFrom } from '../kit/session-calls.js';
import { app, begin, type Ending } from './app.js';
import { reactApp } from './react-app.js';

/* Test mode in a browser that has no camera. */

let service: TestService;
let page: Page;
let browser: Browser;
let token: string;
let clientId: string;

beforeAll(async () => {
  service = await startTestService();
  page = await servePage(app, service.baseURL);
  browser = await launchChromium({ kind: 'none' });
  const client = await addClient(service.service, { name: 'CI', test: true, policy: { traceEvents: true } });
  clientId = client.clientId;
  token = await tokenFrom(service.baseURL, client);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await page.close();
  await service.close();
});

async function session(outcome: TestOutcome): Promise<string> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${service.baseURL}/api/v1/face`, { method: 'POST', headers, body: JSON.stringify({ outcome }) });
  return ((await response.json()) as { sessionId: string }).sessionId;
}

/** Runs a session in a tab of its own. */
async function run(
  outcome: TestOutcome,
  during: (tab: BrowserPage) => Promise<void> = () => Promise.resolve(),
  locale = 'en',
): Promise<Ending> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale });
  try {
    const tab = await context.newPage();
    await tab.goto(page.url);
    const [ending] = await Promise.all([begin(tab, token, await session(outcome)), during(tab)]);
    return ending;
  } finally {
    await context.close();
  }
}

describe('a session of test mode in a browser without a camera', () => {
  test.each([
    ['en', 'Test'],
    ['ar', 'اختبار'],
  ])(
    'passes after the same events, and the screen says so (%s)',
    async (locale, word) => {
      const ending = await run(
        'pass',
        async (tab) => {
          await expect.poll(() => tab.locator('[part=test]').textContent(), { timeout: 30_000 }).toBe(word);
        },
        locale,
      );
      expect(ending.error).toBeUndefined();
      const claims = JSON.parse(Buffer.from((ending.value ?? '').split('.')[1] ?? '', 'base64url').toString()) as object;
      expect(claims).toMatchObject({ iss: `${service.baseURL}/test`, test: true, data: { face: { match: true } } });
      const events = ending.trace.filter(({ category }) => category === 'FACE_SESSION').map(({ event }) => event);
      expect([...new Set(events)]).toEqual(['VIEW', 'START', 'COMPLETE', 'FINISH']);
    },
    120_000,
  );

  test('fails, offers to try again, and passes', async () => {
    const ending = await run('pass_second', async (tab) => {
      await tab.getByRole('button', { name: 'Try again' }).click({ timeout: 30_000 });
    });
    expect(ending.value).toBeDefined();
  }, 120_000);

  test('shows the gestures one after the other, by itself, and passes', async () => {
    const ending = await run('gestures', async (tab) => {
      await tab.locator('face-session-capture[phase=gesture]').waitFor({ state: 'attached', timeout: 60_000 });
      await tab.locator('[part=decline]').waitFor();
    });
    expect(ending.value).toBeDefined();
  }, 90_000);

  test.each<[TestOutcome, string]>([
    ['expired', 'SESSION_EXPIRED'],
    ['camera_denied', 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED'],
    ['camera_missing', 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE'],
  ])(
    '%s ends with %s',
    async (outcome, code) => {
      const ending = await run(outcome, async (tab) => {
        if (outcome === 'expired') return;
        // Before it is blocked, leaving asks whether that is meant.
        await tab.locator('face-session-capture[phase=blocked]').waitFor({ state: 'attached', timeout: 30_000 });
        await tab.locator('[part=exit]').click();
      });
      expect(ending.error?.code).toBe(code);
    },
    120_000,
  );
});

/** A customer's app: one button, and what its backend says in the end. */
const customerApp = (backend: string): string => `
import * as UqudoSDK from 'uqudosdk-capacitor';
new UqudoSDK.UqudoPlugin().init();
document.body.innerHTML = '<button>Verify me</button><p></p>';
document.querySelector('button').onclick = async () => {
  const { token, sessionId } = await (await fetch('${backend}/start')).json();
  const configuration = new UqudoSDK.FaceSessionConfigurationBuilder().setToken(token).setSessionId(sessionId).build();
  const { value } = await new UqudoSDK.UqudoPlugin().faceSession(configuration);
  const answer = await fetch('${backend}/verify', { method: 'POST', body: value });
  document.querySelector('p').textContent = answer.ok ? 'Verified' : 'Refused';
};`;

/** The customer's backend: makes a session of its test client, and verifies the result of the app. */
async function startBackend(): Promise<{ readonly url: string; readonly sessions: readonly string[]; readonly close: () => void }> {
  const sessions: string[] = [];
  const server = createServer((request, response) => {
    const work = async (): Promise<void> => {
      response.setHeader('access-control-allow-origin', '*');
      if (request.url === '/start') {
        const sessionId = await session('pass');
        sessions.push(sessionId);
        response.end(JSON.stringify({ token, sessionId }));
        return;
      }
      const options = { issuer: `${service.baseURL}/test`, clientId, sessionId: sessions.at(-1)!, nonce: null, allowTest: true };
      await verifyFaceSessionResult(await text(request), options);
      response.end();
    };
    work().catch(() => response.writeHead(403).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, sessions, close: () => void server.close() };
}

test('the example of the README runs as it is written, against an app and its backend', async () => {
  const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
  const code = /## Test your app[^]*?```js\n([^]*?)```/.exec(readme)?.[1]?.trim() ?? '';
  expect(code.split('\n').length).toBeLessThanOrEqual(10);
  const backend = await startBackend();
  const customer = await servePage(customerApp(backend.url), `${service.baseURL} ${backend.url}`);
  try {
    const env = { ...process.env, APP_URL: customer.url, CHROMIUM_PATH: findBrowser() ?? '' };
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
      cwd: import.meta.dirname,
      env,
      timeout: 60_000,
    });
    await expect(run).resolves.toMatchObject({ stderr: '' });
    // The app says nothing of trace events: the setting of the client has them reported.
    const headers = { authorization: `Bearer ${token}`, 'uq-session-id': backend.sessions.at(-1)! };
    const reported = async (): Promise<string[]> => {
      const { events } = (await (await fetch(`${service.baseURL}/api/v1/events`, { headers })).json()) as { events: { event: string }[] };
      return events.map(({ event }) => event);
    };
    await expect.poll(reported, { timeout: 30_000 }).toEqual(expect.arrayContaining(['INIT', 'VIEW', 'START', 'FINISH']));
  } finally {
    await customer.close();
    backend.close();
  }
}, 90_000);

describe('React', () => {
  const react18 = { react: 'react-18', 'react-dom': 'react-dom-18' };
  const react19 = { react: 'react', 'react-dom': 'react-dom' };

  /** What the app told and shows after its session. */
  async function runIn(packages: Record<string, string>, query: string, during: (tab: BrowserPage) => Promise<unknown>): Promise<unknown> {
    const served = await servePage(reactApp, service.baseURL, [], packages);
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en' });
    try {
      const tab = await context.newPage();
      await tab.goto(`${served.url}${query}#${encodeURIComponent(JSON.stringify({ token, sessionId: await session('pass') }))}`);
      await during(tab);
      const { told, steps } = await tab.evaluate(() => {
        const { told, steps } = window as unknown as { told: string[]; steps: string[] };
        return { told, steps };
      });
      return { told, starts: steps.filter((step) => step === 'START').length, left: await tab.locator('face-session-capture').count() };
    } finally {
      await context.close();
      await served.close();
    }
  }
  const status = (tab: BrowserPage) => tab.locator('p[role=status]');

  // Sessions of test mode mostly wait: the three run at once.
  test.concurrent(
    'the hook runs one session at a time, and tells how it ended',
    async () => {
      const seen = await runIn(react19, '', async (tab) => {
        await tab.getByRole('button', { name: 'Check it’s me' }).click();
        await expect.poll(() => status(tab).textContent(), { timeout: 60_000 }).toBe('passed');
      });
      expect(seen).toMatchObject({ told: [expect.stringMatching(/^19\./), 'passed', 'ALREADY_RUNNING'] });
    },
    90_000,
  );

  test.concurrent.each([
    ['18', react18],
    ['19', react19],
  ])(
    'the component in React %s, hydrated and in StrictMode, starts one session and leaves nothing',
    async (version, packages) => {
      const seen = await runIn(packages, '?component', (tab) => status(tab).waitFor({ timeout: 60_000 }));
      expect(seen).toEqual({ told: [expect.stringMatching(new RegExp(`^${version}\\.`)), 'passed', 'closed'], starts: 1, left: 0 });
    },
    90_000,
  );

  test('the component is rendered on a server', () => {
    const options = { token, sessionId: 'd2186cf1-0000-4000-8000-000000000001' };
    const element = createElement(FaceSession, { options, onPassed: () => undefined, onFailed: () => undefined });
    expect(renderToString(element)).toBe('<face-session-capture></face-session-capture>');
  });
});

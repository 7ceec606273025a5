import { addClient } from '@face-session/server';
import type { LinkMessage } from '@face-session/protocol';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { startTestService, type TestService } from '../kit/service.js';
import { tokenFrom } from '../kit/session-calls.js';

/* The hosted page in a frame of an app's page, on other origins than the service's. */

/** A page with a link in a frame. It keeps every message, whoever sent it. */
const around = `<!doctype html><html lang="en"><meta charset="utf-8"><title>App</title><link rel="icon" href="data:,">
<script>
  window.told = [];
  addEventListener('message', ({ data, origin }) => window.told.push({ data, origin }));
</script>
<iframe title="Face check" allow="camera" width="400" height="800"></iframe>
<script>document.querySelector('iframe').src = decodeURIComponent(location.hash.slice(1));</script></html>`;

let service: TestService;
let browser: Browser;
let apps: FastifyInstance[];
/** The origin that is registered, and one that is not. */
let registered: string;
let stranger: string;
let bank: { readonly clientId: string; readonly token: string };
let shop: { readonly clientId: string; readonly token: string };

beforeAll(async () => {
  service = await startTestService();
  browser = await launchChromium({ kind: 'none' });
  apps = [Fastify(), Fastify()];
  for (const app of apps) app.get('/', (_request, reply) => reply.type('text/html').send(around));
  const [one, other] = await Promise.all(apps.map((app) => app.listen({ host: '127.0.0.1', port: 0 })));
  // Of another site than the service, which is on localhost.
  [registered, stranger] = [new URL(one!).origin, new URL(other!).origin];
  bank = await clientWith([registered]);
  shop = await clientWith([stranger]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  for (const app of apps) await app.close();
  await service.close();
});

async function clientWith(frameOrigins: readonly string[]): Promise<{ clientId: string; token: string }> {
  const client = await addClient(service.service, { name: 'Bank', test: true, scopes: ['KYC_FACE_FLOW', 'KYC_FACE_LINK'] });
  const { clientId } = client;
  const settings = { name: null, returnOrigins: [], privacyURL: null, consentVersion: null, captureHandOff: false, frameOrigins };
  const audit = { at: Date.now(), event: 'client.link-page-changed', clientId, details: { ...settings, logo: false } } as const;
  await service.service.store.saveLinkPage({ clientId, ...settings }, null, audit);
  return { clientId, token: await tokenFrom(service.baseURL, client) };
}

async function link(token: string, body: object = {}): Promise<{ linkId: string; url: string; frameURL?: string }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${service.baseURL}/api/v1/links`, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await response.json()) as { linkId: string; url: string; frameURL?: string };
}

const statusOf = async (linkId: string): Promise<string> => {
  const headers = { authorization: `Bearer ${bank.token}` };
  return ((await (await fetch(`${service.baseURL}/api/v1/links/${linkId}`, { headers })).json()) as { status: string }).status;
};

type Told = { readonly data: LinkMessage; readonly origin: string };
const toldTo = (page: Page): Promise<Told[]> => page.evaluate(() => (window as unknown as { told: Told[] }).told);

/** A page of an app with this address in its frame. */
async function embedded(context: BrowserContext, app: string, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${app}/#${encodeURIComponent(address)}`);
  return page;
}

describe('the page of a link in a frame', () => {
  test('of a registered origin runs the session, and tells that origin of each status, without token or result', async () => {
    const context = await browser.newContext({ locale: 'en' });
    const { linkId, url, frameURL } = await link(bank.token, { state: 'order 17' });
    expect(frameURL).toBe(url.replace('/l/#', `/l/?frame=${bank.clientId}#`));
    const page = await embedded(context, registered, frameURL!);
    await page.frameLocator('iframe').getByRole('button', { name: 'Start' }).click();
    await expect.poll(async () => (await toldTo(page)).at(-1)?.data.status, { timeout: 60_000 }).toBe('passed');
    const message = (status: string) => ({
      data: { type: 'face-session-link', linkId, status, state: 'order 17' },
      origin: service.baseURL,
    });
    expect(await toldTo(page)).toEqual(['opened', 'started', 'passed'].map(message));
    expect(await statusOf(linkId)).toBe('passed');
    await context.close();
  }, 120_000);

  test.each<[string, () => Promise<[app: string, address: string]>]>([
    ['on an origin that is not registered', async () => [stranger, (await link(bank.token)).frameURL!]],
    ['without the name of its client', async () => [registered, (await link(bank.token)).url]],
    ['of a client that does not exist', async () => [registered, (await link(bank.token)).url.replace('/l/#', '/l/?frame=nobody#')]],
  ])(
    'is not shown %s',
    async (_, given) => {
      const context = await browser.newContext({ locale: 'en' });
      const [app, address] = await given();
      const refused: string[] = [];
      const page = await context.newPage();
      page.on('console', (message) => void refused.push(message.text()));
      await page.goto(`${app}/#${encodeURIComponent(address)}`);
      await expect.poll(() => refused.some((text) => text.includes('frame-ancestors')), { timeout: 30_000 }).toBe(true);
      // The browser's own page of the error is in its place.
      const shown = page.frames().map((frame) => frame.url());
      expect([shown.filter((url) => url.startsWith(service.baseURL)), await toldTo(page)]).toEqual([[], []]);
      await context.close();
    },
    120_000,
  );

  test('shows no link of another client than the one whose origins may frame it', async () => {
    const context = await browser.newContext({ locale: 'en' });
    const { linkId, url } = await link(bank.token);
    // A customer frames the link of another one with its own name.
    const page = await embedded(context, stranger, url.replace('/l/#', `/l/?frame=${shop.clientId}#`));
    await page.frameLocator('iframe').getByRole('heading', { name: 'This link is not valid' }).waitFor({ timeout: 30_000 });
    expect([await statusOf(linkId), await toldTo(page)]).toEqual(['created', []]);
    const handOff = await embedded(context, stranger, `${service.baseURL}/l/?frame=${shop.clientId}#h.${'x'.repeat(43)}`);
    await handOff.frameLocator('iframe').getByRole('heading', { name: 'This link is not valid' }).waitFor({ timeout: 30_000 });
    await context.close();
  }, 120_000);

  test('is sent with exactly the registered origins, and in no frame it is as ever', async () => {
    const policyOf = async (query: string): Promise<[string | undefined, string | null]> => {
      const { headers } = await fetch(`${service.baseURL}/l/${query}`);
      return [/frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1], headers.get('x-frame-options')];
    };
    expect(await policyOf(`?frame=${bank.clientId}`)).toEqual([registered, null]);
    for (const query of [
      '',
      '?frame=',
      '?frame=nobody',
      '?frame=%00',
      `?frame=${bank.clientId}&frame=${shop.clientId}`,
      `?frame=${'x'.repeat(5000)}`,
    ]) {
      expect(await policyOf(query), query).toEqual(["'none'", 'DENY']);
    }
    const context = await browser.newContext({ locale: 'en' });
    const page = await context.newPage();
    await page.goto((await link(bank.token)).frameURL!);
    await page.getByRole('button', { name: 'Start' }).waitFor();
    await context.close();
  }, 120_000);
});

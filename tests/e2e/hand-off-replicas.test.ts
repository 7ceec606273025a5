import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addClient, createLogger, readConfig, setWebhook, startService, type Service } from '@face-session/server';
import { verifyFaceSessionResult, verifyWebhook } from '@face-session/verify';
import type { Browser } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../kit/browser.js';
import { startPostgres, type TestPostgres } from '../kit/databases.js';
import { readQR } from '../kit/read-qr.js';
import { startWebhookReceiver, type WebhookReceiver } from '../kit/webhook-receiver.js';

/* The hand-off of a link with two replicas on PostgreSQL, behind a balancer that gives each request to the next one. */

let postgres: TestPostgres;
let folder: string;
let replicas: Service[] = [];
let balancer: Server;
let baseURL: string;
/** Requests that each replica was given. */
const served = [0, 0];
let browser: Browser;
let receiver: WebhookReceiver;

beforeAll(async () => {
  [postgres, folder] = await Promise.all([startPostgres(), mkdtemp(join(tmpdir(), 'face-session-balanced-'))]);
  let next = 0;
  balancer = createServer((request, response) => {
    const index = next++ % 2;
    served[index]!++;
    const { method, url: path, headers } = request;
    const passed = forward({ host: '127.0.0.1', port: replicas[index]!.config.port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  }).listen(0, '127.0.0.1');
  await once(balancer, 'listening');
  baseURL = `http://localhost:${String((balancer.address() as AddressInfo).port)}`;
  const environment = { PORT: '0', BASE_URL: baseURL, DATA_DIR: folder, WORKERS: '1', WEBHOOK_ALLOWED_NETWORKS: '127.0.0.1' };
  const config = {
    ...readConfig({ ...environment, MASTER_KEY: randomBytes(32).toString('hex') }),
    store: { kind: 'postgres', url: await postgres.createDatabase(), poolSize: 4 } as const,
  };
  for (let index = 0; index < 2; index++) replicas.push(await startService({ config, logger: createLogger('silent') }));
  receiver = await startWebhookReceiver();
  browser = await launchChromium({ kind: 'none' });
}, 180_000);
afterAll(async () => {
  await browser.close();
  balancer.closeAllConnections();
  balancer.close();
  for (const replica of replicas) await replica.close();
  replicas = [];
  await receiver.close();
  await postgres.close();
  await rm(folder, { recursive: true, force: true });
});

test('a computer follows the phone that read its QR code from the screen, and the backend gets the webhook and the result', async () => {
  const [one] = replicas;
  const { clientId, clientSecret } = await addClient(one!, { name: 'Bank', test: true, scopes: ['KYC_FACE_FLOW', 'KYC_FACE_LINK'] });
  const page = { name: null, returnOrigins: [baseURL], privacyURL: null, consentVersion: null, frameOrigins: [], captureHandOff: false };
  const audit = { at: Date.now(), event: 'client.link-page-changed', clientId, details: { ...page, logo: false } } as const;
  await one!.store.saveLinkPage({ clientId, ...page }, null, audit);
  let secret = '';
  const webhook = { url: receiver.url, events: ['face_session.passed'] } as const;
  await setWebhook(one!, null, clientId, webhook, (made) => Promise.resolve(void (secret = made)));
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const { access_token } = (await (await fetch(`${baseURL}/api/oauth/token`, { method: 'POST', body })).json()) as Record<string, string>;
  const call = async (path: string, init: RequestInit = {}): Promise<Record<string, string>> =>
    (await (
      await fetch(`${baseURL}/api/v1/links${path}`, {
        ...init,
        headers: { authorization: `Bearer ${access_token!}`, 'content-type': 'application/json' },
      })
    ).json()) as Record<string, string>;
  const returnURL = `${baseURL}/api/reference`;
  const { linkId, sessionId, url } = await call('', { method: 'POST', body: JSON.stringify({ allowHandOff: 'offer', returnURL }) });

  const computer = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' });
  const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'en', isMobile: true, hasTouch: true });
  const wide = await computer.newPage();
  await wide.goto(url!);
  await wide.locator('.qr').waitFor();
  const small = await phone.newPage();
  await small.goto(await readQR(await wide.screenshot()));
  await small.getByRole('button', { name: 'The codes match' }).click();
  await wide.waitForURL(`${returnURL}?**`, { timeout: 60_000 });
  expect(wide.url()).toBe(`${returnURL}?link=${linkId!}&status=passed`);
  await small.getByText('Go back to your computer. It continues by itself.').waitFor({ timeout: 30_000 });

  const told = await receiver.waitUntil(({ body: text }) => text.includes(sessionId!));
  const { event } = verifyWebhook(told.body, told.headers, { secret });
  expect(new Webhook(secret).verify(told.body, told.headers as Record<string, string>)).toEqual(event);
  const { status, jwsResult } = await call(`/${linkId!}`);
  expect(status).toBe('passed');
  const options = { issuer: `${baseURL}/test`, clientId, sessionId: sessionId!, nonce: null, allowTest: true };
  await expect(verifyFaceSessionResult(jwsResult!, options)).resolves.toMatchObject({ match: true });
  expect(Math.min(...served)).toBeGreaterThan(10);
  await Promise.all([computer.close(), phone.close()]);
}, 180_000);

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openApp, SESSION_ID, type App } from './app.js';
import { tokenOf } from './stub-service.js';
import { browser, served, service, setUpCapture } from './set-up.js';

/* Somebody hands the app a token, or a folder of assets, of a host of their own: that host may deliver files, but never choose them. */

setUpCapture();

let app: App;
let host: FastifyInstance;
let hostURL: string;
/** Paths that the hostile host was asked for. `/ran/...` is asked for by its script only. */
let asked: string[];

const assets = join(import.meta.dirname, '..', '..', 'packages', 'capture', 'dist', 'assets');
type Manifest = Record<string, { path: string; bytes: number; sha256: string }>;

beforeAll(async () => {
  const manifest = JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as Manifest;
  host = Fastify();
  host.addHook('onRequest', async (request, reply) => {
    asked.push(request.url);
    reply.headers({ 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' });
    if (request.method === 'OPTIONS') await reply.code(204).send();
  });
  host.options('/*', () => '');
  host.get('/ran/:where', () => '');
  // A script that takes what it can and says so, under every name that the guide might ask for, and a manifest that agrees with it.
  const script = (): string =>
    `fetch('${hostURL}/ran/script');fetch('${served.url}me',{credentials:'include'});globalThis.onmessage=()=>fetch('${hostURL}/ran/frame');postMessage({type:'loaded'});`;
  const entry = (path: string): Manifest[string] => ({
    path,
    bytes: script().length,
    sha256: createHash('sha256').update(script()).digest('hex'),
  });
  host.get('/*', async (request, reply) => {
    const name = request.url.split('/').at(-1) ?? '';
    if (name === 'manifest.json')
      return reply.send({ ...manifest, 'guide.js': entry('guide.evil.js'), 'ort.wasm': entry('guide.evil.js') });
    if (name.endsWith('.js')) return reply.type('text/javascript').send(script());
    // All else as it should be, so that only the digest of the script stands between the attack and its success.
    const file = await readFile(join(assets, name)).catch(() => undefined);
    return file ? reply.type('application/octet-stream').send(file) : reply.code(404).send();
  });
  hostURL = await host.listen({ host: '127.0.0.1', port: 0 });
});

beforeEach(async () => {
  asked = [];
  // A page without a policy of its own, as most are.
  app = await openApp(browser, served.url, service, { bypassCSP: true });
  await app.page.context().addCookies([{ name: 'session', value: 'secret', url: served.url, httpOnly: true }]);
});

afterEach(async () => {
  await app.close();
});

afterAll(async () => {
  await host.close();
});

/** The hostile script announces itself with a request as its first act. */
const expectNothingRan = (): void => {
  expect(asked.filter((path) => path.startsWith('/ran/'))).toEqual([]);
};

describe('the code that runs in the app is not chosen by a host', () => {
  it('a token with the iss of another host loads neither its manifest nor its script', async () => {
    const calls: string[] = [];
    app.page.on('request', (request) => calls.push(request.url()));
    await app.start({ token: tokenOf(hostURL) });
    await app.page.waitForFunction(() => (window as unknown as { phases: string[] }).phases.length > 1);
    await expect.poll(() => asked.some((path) => path.includes('guide.'))).toBe(true);
    await app.page.waitForTimeout(1_000);
    expect(asked.filter((path) => path.endsWith('manifest.json') || path.includes('evil'))).toEqual([]);
    expect(calls).not.toContain(`${served.url}me`);
    expectNothingRan();
  });

  it('an assetsURL of another host runs nothing, and the person gets a shutter', async () => {
    await app.start({ assetsURL: `${hostURL}/assets/` });
    await app.page.getByRole('button', { name: 'Take the picture' }).waitFor();
    expectNothingRan();
  });

  it.each(['ort.wasm', 'detect.onnx', 'guide.js'])('one byte of %s changed is refused like a script', async (name) => {
    const { path } = (JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as Manifest)[name]!;
    await app.page.route(`${service.url}/assets/${path}`, async (route) => {
      const body = await readFile(join(assets, path));
      body[body.length - 1]! ^= 1;
      await route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } });
    });
    await app.start();
    await app.page.getByRole('button', { name: 'Take the picture' }).waitFor();
    expectNothingRan();
  });

  it('a script of the page’s own origin that differs at its second download does not run', async () => {
    const { path } = (JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as Manifest)['guide.js']!;
    let downloads = 0;
    await app.page.route(`${served.url}files/*`, async (route) => {
      const name = route.request().url().split('/').at(-1)!;
      const isScript = name === path;
      if (isScript) downloads += 1;
      const body = isScript && downloads > 1 ? `fetch('${hostURL}/ran/second')` : await readFile(join(assets, name));
      await route.fulfill({ body, contentType: isScript ? 'text/javascript' : 'application/octet-stream' });
    });
    await app.start({ assetsURL: '/files/' });
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
    expect(downloads).toBe(1);
    expectNothingRan();
  });
});

describe('issuers', () => {
  it('a token of a host that is not listed leads nowhere: no request, no screen, no camera', async () => {
    await app.start({ token: tokenOf(hostURL), issuers: [service.url] });
    expect(await app.end()).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining(hostURL) as string });
    expect(asked).toEqual([]);
    expect(await app.phases()).toEqual([]);
  });

  it.each([
    ['another port', (url: string) => url.replace(/\d+$/, '1')],
    ['a listed address as its beginning', (url: string) => `${url}.evil.example`],
    ['a listed address as its user name', (url: string) => `https://${new URL(url).host}@evil.example`],
    ['a listed address in its query', (url: string) => `https://evil.example/?${url}`],
    ['no scheme', (url: string) => url.replace('http:', '')],
    ['a script', () => 'javascript:fetch("/me")'],
    ['data', () => 'data:text/plain,'],
  ])('an issuer with %s is refused', async (_, change) => {
    await app.start({ token: tokenOf(change(service.url)), issuers: [service.url] });
    expect(await app.end()).toMatchObject({ code: 'INVALID_CONFIG' });
  });

  it('a listed issuer is taken, with or without a slash at its end', async () => {
    await app.start({ token: tokenOf(`${service.url}/`), issuers: ['https://id.example.com', service.url] });
    expect(await app.end()).toEqual({ value: 'a.signed.result' });
  });

  it('init of the plugin limits recoveries too', async () => {
    const message = await app.page.evaluate(
      async ({ token, sessionId, issuers }) => {
        const { UqudoSDK } = window as unknown as { UqudoSDK: typeof import('uqudosdk-capacitor') };
        const sdk = new UqudoSDK.UqudoPlugin();
        sdk.init({ issuers });
        const config = new UqudoSDK.AccountRecoveryConfigurationBuilder().setToken(token).setEnrollmentIdentifier(sessionId).build();
        return sdk.recover(config).catch((error: unknown) => (error as Error).message);
      },
      { token: tokenOf(hostURL), sessionId: SESSION_ID, issuers: [service.url] },
    );
    expect(message).toContain('issuers');
    expect(asked).toEqual([]);
  });
});

describe('pictures and tokens go over https', () => {
  it.each([
    ['a token', { token: tokenOf('http://id.example.com') }],
    ['baseURL', { baseURL: 'http://id.example.com' }],
    ['assetsURL', { assetsURL: 'http://cdn.example.com/assets/' }],
    ['issuers', { issuers: ['http://id.example.com'] }],
  ])('%s that names an http address outside of loopback is refused', async (_, options) => {
    await app.start(options);
    expect(await app.end()).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining('https') as string });
  });

  it('in an app on https://localhost a token cannot name a port of the device', async () => {
    const html = await (await fetch(served.url)).text();
    await app.page.route('https://localhost/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = await fetch(new URL(pathname, served.url));
      await route.fulfill({
        body: pathname === '/' ? html : Buffer.from(await file.arrayBuffer()),
        contentType: file.headers.get('content-type') ?? 'text/html',
      });
    });
    await app.page.goto('https://localhost/');
    await app.start({ token: tokenOf(hostURL) });
    expect(await app.end()).toMatchObject({ code: 'INVALID_CONFIG', message: expect.stringContaining('https') as string });
    expect(asked).toEqual([]);
  });
});

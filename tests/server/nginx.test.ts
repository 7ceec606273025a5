import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureDebianPackages } from '../../scripts/lib/debian.mjs';
import { freePort } from '../support/free-port.js';
import { generous, startHarness, type Harness, type TestClient } from './harness.js';

/* deploy/nginx.conf as it stands, but for ports and certificate, before the real service. */

const root = join(import.meta.dirname, '..', '..');
const hasNginx = await ensureDebianPackages(() => spawnSync('nginx', ['-v'], { stdio: 'ignore' }).status === 0, ['nginx']);

let harness: Harness;
let bank: TestClient;
let folder: string;
const proxies: ChildProcess[] = [];

/** Starts nginx with a site; gives the port. */
async function startNginx(site: string): Promise<number> {
  const port = await freePort();
  const prefix = mkdtempSync(join(folder, 'nginx-'));
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${prefix}/${name};`);
  const local = site
    .replace('listen 443 ssl;', `listen 127.0.0.1:${String(port)};`)
    .replace(/^ *ssl_certificate.*\n/gm, '')
    .replace('127.0.0.1:8080', new URL(harness.url).host.replace('localhost', '127.0.0.1'));
  writeFileSync(join(prefix, 'site.conf'), local);
  writeFileSync(
    join(prefix, 'nginx.conf'),
    `daemon off;\nworker_processes 1;\npid ${prefix}/pid;\nerror_log ${prefix}/error.log warn;\n${process.getuid?.() === 0 ? 'user root;\n' : ''}events {}\nhttp {\n${paths.join('\n')}\ninclude site.conf;\n}\n`,
  );
  proxies.push(spawn('nginx', ['-p', prefix, '-c', join(prefix, 'nginx.conf'), '-e', join(prefix, 'error.log')], { stdio: 'ignore' }));
  await vi.waitFor(() => send(port, '/'), { timeout: 10_000 });
  return port;
}

/** What nginx wrote to its logs. */
const logOf = (proxy: ChildProcess): string => readFileSync(String(proxy.spawnargs.at(-1)), 'utf8');

interface Sent {
  readonly from?: string;
  readonly headers?: Record<string, string>;
  readonly body?: Uint8Array | string;
}

/** One request, from an address of this machine. */
async function send(
  port: number,
  path: string,
  { from = '127.0.0.1', headers = {}, body }: Sent = {},
): Promise<{ status: number; body: string }> {
  const outgoing = request({ host: '127.0.0.1', port, path, localAddress: from, headers, method: body === undefined ? 'GET' : 'POST' });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, body: await text(response) };
}

/** A photo of a person with three megabytes of comments, as large as those of telephones are. */
function photoOfThreeMegabytes(): Buffer<ArrayBuffer> {
  const photo = readFileSync(join(root, 'packages', 'face', 'test-photos', 'base.jpg'));
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0xff, 0xff]), Buffer.alloc(0xfffd)]);
  return Buffer.concat([photo.subarray(0, 2), ...Array<Buffer>(48).fill(comment), photo.subarray(2)]);
}

const site = readFileSync(join(root, 'deploy', 'nginx.conf'), 'utf8');

describe.skipIf(!hasNginx)('the example of nginx (skipped without nginx)', () => {
  let port: number;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'face-session-nginx-'));
    harness = await startHarness({ limits: { ...generous, authenticationFailuresPerMinute: 3 }, trustedProxies: 1 });
    bank = await harness.addClient();
    port = await startNginx(site);
  });
  afterAll(async () => {
    for (const proxy of proxies) {
      const ended = once(proxy, 'exit');
      proxy.kill();
      await ended;
    }
    await harness.close();
    rmSync(folder, { recursive: true });
  });

  const sendPhoto = async (to: number): Promise<number> => {
    const form = new FormData();
    form.set('idPhoto', new Blob([photoOfThreeMegabytes()]));
    const encoded = new Response(form);
    const headers = { authorization: `Bearer ${await bank.token()}`, 'content-type': encoded.headers.get('content-type') ?? '' };
    return (await send(to, '/api/v1/face', { headers, body: new Uint8Array(await encoded.arrayBuffer()) })).status;
  };

  it('passes a photo of 3 MB on, which nginx refuses unless told otherwise, and writes it to no file', async () => {
    expect(await sendPhoto(port)).toBe(201);
    expect(logOf(proxies[0]!)).not.toContain('temporary file');
    expect(await sendPhoto(await startNginx(site.replace(/client_max_body_size.*/, '')))).toBe(413);
  });

  it('gives the service the address of the client, whatever the client says', async () => {
    const guess = async (from: string, says?: string): Promise<number> => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: `c${String(Math.random())}`,
        client_secret: 'guess',
      }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(says !== undefined && { 'x-forwarded-for': says }) };
      return (await send(port, '/api/oauth/token', { from, headers, body })).status;
    };
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) statuses.push(await guess('127.0.0.1', `198.51.100.${String(call)}`));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await guess('127.0.0.2')).toBe(401);
  });

  it.each(['/metrics', '/healthz', '/readyz'])('keeps %s inside', async (path) => {
    expect((await send(port, path)).status).toBe(404);
    expect((await fetch(harness.url + path)).status).toBe(200);
  });
});

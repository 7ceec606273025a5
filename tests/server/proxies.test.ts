import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasProgram, startNginx, startProxy, type TestProxy } from '../kit/proxy.js';
import { generous, startHarness, type Harness } from '../kit/service.js';

/* The files of proxies in deploy/ as they stand, but for ports, certificates and the names of replicas, before the real service. */

const root = join(import.meta.dirname, '..', '..');
const example = (file: string): string => readFileSync(join(root, 'deploy', file), 'utf8');

const [hasNginx, hasCaddy] = [await hasProgram('nginx', '-v'), await hasProgram('caddy', 'version')];

let harness: Harness;
let token: string;
const proxies: TestProxy[] = [];

const upstream = (): string => new URL(harness.url).host.replace('localhost', '127.0.0.1');

async function nginxWith(site: string): Promise<TestProxy> {
  const proxy = await startNginx(site, [upstream()]);
  proxies.push(proxy);
  return proxy;
}

async function caddyWith(site: string): Promise<TestProxy> {
  const proxy = await startProxy('caddy', (folder, port) => {
    const file = join(folder, 'Caddyfile');
    const own = site.replace('{$BASE_URL}', `http://127.0.0.1:${String(port)}`).replace('service 8080', upstream().replace(':', ' '));
    writeFileSync(file, `{\n\tadmin off\n}\n${own}`);
    return ['run', '--config', file, '--adapter', 'caddyfile'];
  });
  proxies.push(proxy);
  return proxy;
}

interface Sent {
  readonly from?: string | undefined;
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

beforeAll(async () => {
  if (!hasNginx && !hasCaddy) return;
  harness = await startHarness({ limits: { ...generous, authenticationFailuresPerMinute: 3 }, trustedProxies: 1 });
  // Before anybody guesses from this address.
  token = await (await harness.addClient()).token();
});
afterAll(async () => {
  if (!hasNginx && !hasCaddy) return;
  for (const proxy of proxies) await proxy.close();
  await harness.close();
});

async function sendPhoto(to: number): Promise<number> {
  const form = new FormData();
  form.set('idPhoto', new Blob([photoOfThreeMegabytes()]));
  const encoded = new Response(form);
  const headers = { authorization: `Bearer ${token}`, 'content-type': encoded.headers.get('content-type') ?? '' };
  return (await send(to, '/api/v1/face', { headers, body: new Uint8Array(await encoded.arrayBuffer()) })).status;
}

describe.each([
  { name: 'nginx', isThere: hasNginx, run: () => nginxWith(example('nginx.conf')), addresses: ['127.0.0.1', '127.0.0.2'] },
  { name: 'Caddy', isThere: hasCaddy, run: () => caddyWith(example('Caddyfile')), addresses: ['127.0.0.3', '127.0.0.4'] },
])('the example of $name', ({ name, isThere, run, addresses: [client, stranger] }) => {
  let proxy: TestProxy;
  beforeAll(async () => {
    if (isThere) proxy = await run();
  });
  // Without it there is nothing to start: Debian's package could not be installed here.
  beforeEach(({ skip }) => {
    skip(!isThere, `needs ${name}`);
  });

  it('passes a photo of 3 MB on', async () => {
    expect(await sendPhoto(proxy.port)).toBe(201);
    // nginx warns when it writes a body to its disk. Caddy does not do it.
    expect(proxy.log()).not.toContain('temporary file');
  });

  it('gives the service the address of the client, whatever the client says', async () => {
    const guess = async (from: string | undefined, says?: string): Promise<number> => {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: `c${String(Math.random())}`,
        client_secret: 'guess',
      }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(says !== undefined && { 'x-forwarded-for': says }) };
      return (await send(proxy.port, '/api/oauth/token', { from, headers, body })).status;
    };
    const statuses: number[] = [];
    for (let call = 0; call < 5; call++) statuses.push(await guess(client, `198.51.100.${String(call)}`));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await guess(stranger)).toBe(401);
  });

  it.each(['/metrics', '/healthz', '/readyz'])('keeps %s inside', async (path) => {
    expect((await send(proxy.port, path)).status).toBe(404);
    expect((await fetch(harness.url + path)).status).toBe(200);
  });
});

it.skipIf(!hasNginx)('nginx refuses a photo of 3 MB unless its example allows it', async () => {
  const { port } = await nginxWith(example('nginx.conf').replace(/client_max_body_size.*/, ''));
  expect(await sendPhoto(port)).toBe(413);
});

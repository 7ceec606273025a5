import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startHarness, type Harness } from '../kit/service.js';

/* A stop as a proxy before the service sees it. The cluster behind nginx is in tests/faults/cluster.test.ts. */

let harness: Harness;
let closed = false;
beforeEach(async () => {
  harness = await startHarness();
  closed = false;
});
afterEach(async () => {
  if (!closed) await harness.close();
});

it('a service that drains serves on, and closes each connection after its next response', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = async (): Promise<[number | undefined, string | undefined]> => {
    const outgoing = request(`${harness.url}/api/.well-known/jwks.json`, { agent }).end();
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    await text(response);
    return [response.statusCode, response.headers.connection];
  };
  expect(await call()).toEqual([200, 'keep-alive']);
  harness.service.drain();
  expect(await call()).toEqual([200, 'close']);
  // On a new connection.
  expect(await call()).toEqual([200, 'close']);
  agent.destroy();
});

it('a request that was being sent when the service began to stop is served', async () => {
  const { hostname, port } = new URL(harness.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write('GET /api/.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n');
  // The service has the beginning once it has answered what was sent later.
  await fetch(`${harness.url}/healthz`);
  const closing = harness.close();
  closed = true;
  await expect
    .poll(() =>
      fetch(`${harness.url}/healthz`).then(
        (response) => response.status,
        () => 'refused',
      ),
    )
    .toBe('refused');
  socket.write('\r\n');
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/^connection: close$/im);
  await closing;
});

import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSocketServer, type AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { post } from './post.js';

/* The one client of the service, against real ports. */

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const loopback = [{ address: '127.0.0.1', family: 4 as const }];
const send = (url: string, timeoutMs = 5_000): Promise<number> =>
  post({ url: new URL(url), addresses: loopback }, { 'webhook-id': 'evt_1' }, '{"a":1}', AbortSignal.timeout(timeoutMs));

it('posts the body to the address that was checked, whatever the name says, and returns the status', async () => {
  const seen: unknown[] = [];
  const port = await listen((request, response) => {
    request.on('data', (chunk: Buffer) => seen.push([request.method, request.url, request.headers, chunk.toString()]));
    request.on('end', () => response.writeHead(202).end());
  });
  expect(await send(`http://no-such-name.invalid:${port}/hooks?tenant=7`)).toBe(202);
  const headers = {
    'content-type': 'application/json',
    'content-length': '7',
    host: `no-such-name.invalid:${port}`,
    'user-agent': 'face-session',
    'webhook-id': 'evt_1',
    connection: 'close',
  };
  expect(seen).toEqual([['POST', '/hooks?tenant=7', headers, '{"a":1}']]);
});

it.each([301, 302, 303, 307, 308])('follows no redirect: %i', async (status) => {
  let followed = 0;
  const target = await listen((_request, response) => {
    followed++;
    response.end();
  });
  const port = await listen((_request, response) => response.writeHead(status, { location: `http://127.0.0.1:${target}/` }).end());
  expect(await send(`http://backend.example:${port}/`)).toBe(status);
  expect(followed).toBe(0);
});

it('reads a few kB of an answer that does not end', async () => {
  let sent = 0;
  const port = await listen((_request, response) => {
    response.writeHead(200);
    const write = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(16_384))) sent += 16_384;
      response.once('drain', write);
    };
    write();
  });
  expect(await send(`http://backend.example:${port}/`)).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const until = sent;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sent).toBe(until);
  // What the buffers of the system take before the connection is closed.
  expect(sent).toBeLessThan(8 * 1024 * 1024);
});

it('takes the status of an answer whose body is slow or cut off', async () => {
  const slow = await listen((_request, response) => response.writeHead(200, { 'content-length': 100 }).write('x'));
  expect(await send(`http://backend.example:${slow}/`, 300)).toBe(200);
  const cut = await listen((_request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('x', () => response.destroy());
  });
  expect(await send(`http://backend.example:${cut}/`)).toBe(200);
});

it.each<[string, (write: (text: string) => void) => void]>([
  ['nothing', () => undefined],
  [
    'headers byte by byte',
    (write) => {
      write('HTTP/1.1 200 OK\r\nx: ');
      setInterval(() => {
        write('x');
      }, 20).unref();
    },
  ],
  [
    'headers without an end',
    (write) => {
      write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}`);
    },
  ],
  [
    'what is not HTTP',
    (write) => {
      write('SSH-2.0-OpenSSH_9.2\r\n');
    },
  ],
])('fails in time when it is answered %s', async (_, behave) => {
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    behave((text) => {
      if (!socket.destroyed) socket.write(text);
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  await expect(send(`http://backend.example:${(server.address() as AddressInfo).port}/`, 500)).rejects.toThrow();
});

it('speaks TLS to an https receiver, and no plain text', async () => {
  const bytes: Buffer[] = [];
  const server = createSocketServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      bytes.push(chunk);
      socket.destroy();
    });
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  await expect(send(`https://backend.example:${(server.address() as AddressInfo).port}/`)).rejects.toThrow();
  // A TLS handshake, for the name and not the address.
  expect(bytes[0]?.[0]).toBe(0x16);
  expect(Buffer.concat(bytes).includes('backend.example')).toBe(true);
});

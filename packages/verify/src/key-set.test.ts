import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchAuditTrailImage } from './fetch-audit-trail-image.js';
import { verifyFaceSessionResult } from './verify-face-session-result.js';

/* Services that answer without end or too slowly. */

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function listen(respond: (response: ServerResponse) => void): Promise<string> {
  server = createServer((_request, response) => {
    respond(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jws = `${part({ alg: 'RS256', kid: 'k' })}.${part({})}.${Buffer.alloc(256).toString('base64url')}`;
const verify = (issuer: string, timeoutMs = 500): Promise<unknown> =>
  verifyFaceSessionResult(jws, {
    issuer,
    clientId: 'c',
    sessionId: '11111111-2222-4333-8444-555555555555',
    nonce: 'n',
    timeoutMs,
  });

describe('a key set', () => {
  it('that never ends is given up at 1 MB', async () => {
    let sent = 0;
    const issuer = await listen((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, ' '))) sent += 65_536;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const before = process.memoryUsage().rss;
    await expect(verify(issuer)).rejects.toMatchObject({ code: 'ERR_SERVICE_UNREACHABLE' });
    expect(sent).toBeLessThan(20e6);
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  it('that is compressed is given up at 1 MB of what it unfolds to', async () => {
    const bomb = gzipSync(Buffer.alloc(50e6, ' '));
    const issuer = await listen((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    await expect(verify(issuer, 10_000)).rejects.toMatchObject({
      code: 'ERR_SERVICE_UNREACHABLE',
      message: expect.stringContaining('more than 1048576 bytes') as string,
    });
  });

  it('is not fetched from where a redirect leads', async () => {
    let fetches = 0;
    const issuer = await listen((response) => {
      fetches++;
      response.writeHead(302, { location: '/keys' });
      response.end();
    });
    await expect(verify(issuer, 10_000)).rejects.toMatchObject({ code: 'ERR_SERVICE_UNREACHABLE' });
    expect(fetches).toBe(1);
  });

  it('that comes too slowly is a TIMEOUT by name, before its headers and in its body', async () => {
    const silent = await listen(() => undefined);
    await expect(verify(silent)).rejects.toMatchObject({ code: 'ERR_SERVICE_TIMEOUT' });
    server.closeAllConnections();
    server.close();
    const dripping = await listen((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    await expect(verify(dripping)).rejects.toMatchObject({ code: 'ERR_SERVICE_TIMEOUT' });
  });
});

describe('an audit-trail image', () => {
  it('that comes too slowly is a TIMEOUT by name', async () => {
    const issuer = await listen((response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg' });
      const drip = setInterval(() => response.write('.'), 50);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    const auditTrailImage = { id: 'a'.repeat(24), checksum: `sha256:${'0'.repeat(64)}` };
    await expect(fetchAuditTrailImage({ issuer, auditTrailImage }, { accessToken: 't', timeoutMs: 500 })).rejects.toMatchObject({
      code: 'ERR_SERVICE_TIMEOUT',
    });
  });
});

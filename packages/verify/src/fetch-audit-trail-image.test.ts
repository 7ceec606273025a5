import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startIssuer, type TestIssuer } from '../test/issuer.js';
import { fetchAuditTrailImage, type FetchAuditTrailImageOptions } from './fetch-audit-trail-image.js';

const picture = Buffer.concat([Buffer.from([0xff, 0xd8]), randomBytes(50_000)]);
const checksum = `sha256:${createHash('sha256').update(picture).digest('hex')}`;
const accessToken = 'token';

let issuer: TestIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

const result = (id = 'image', sum = checksum) => ({ issuer: issuer.url, auditTrailImage: { id, checksum: sum } });
const serve = (status: number, type: string, body: Uint8Array | string): void => {
  issuer.image = (_request, response) => response.writeHead(status, { 'content-type': type }).end(body);
};

test('the exact bytes come back, asked for with the token under the encoded id', async () => {
  const seen: unknown[] = [];
  issuer.image = (request, response) => {
    seen.push(request.url, request.headers.authorization);
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
  };
  expect(Buffer.from(await fetchAuditTrailImage(result('../a b'), { accessToken })).equals(picture)).toBe(true);
  expect(seen).toEqual(['/api/v1/info/img/..%2Fa%20b', 'Bearer token']);
});

test('bytes that were not signed for are refused', async () => {
  const changed = Buffer.from(picture);
  changed[40_000]! ^= 1;
  serve(200, 'image/jpeg', changed);
  await expect(fetchAuditTrailImage(result(), { accessToken })).rejects.toMatchObject({ code: 'ERR_IMAGE_CHECKSUM_MISMATCH' });
  serve(200, 'image/jpeg', '');
  await expect(fetchAuditTrailImage(result(), { accessToken })).rejects.toMatchObject({ code: 'ERR_IMAGE_CHECKSUM_MISMATCH' });
});

test.each([
  [401, 'application/json', 'ERR_IMAGE_FORBIDDEN'],
  [403, 'application/json', 'ERR_IMAGE_FORBIDDEN'],
  [404, 'application/json', 'ERR_IMAGE_NOT_FOUND'],
  [200, 'text/html', 'ERR_IMAGE_INVALID'],
  [204, 'image/jpeg', 'ERR_SERVICE_UNREACHABLE'],
  [500, 'application/json', 'ERR_SERVICE_UNREACHABLE'],
])('an answer of %i %s: %s', async (status, type, code) => {
  serve(status, type, status === 204 ? '' : '{}');
  await expect(fetchAuditTrailImage(result(), { accessToken })).rejects.toMatchObject({ code });
});

test('a redirect is not followed, so the token goes nowhere else', async () => {
  issuer.image = (_request, response) => response.writeHead(302, { location: 'https://attacker.example/' }).end();
  await expect(fetchAuditTrailImage(result(), { accessToken })).rejects.toMatchObject({ code: 'ERR_SERVICE_UNREACHABLE' });
});

test('more bytes than allowed are not read to the end', async () => {
  let stopped: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (stopped = resolve));
  issuer.image = (_request, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    const endless = setInterval(() => response.write(picture), 1);
    response.on('close', () => {
      clearInterval(endless);
      stopped();
    });
  };
  await expect(fetchAuditTrailImage(result(), { accessToken, maxBytes: 100_000 })).rejects.toMatchObject({ code: 'ERR_IMAGE_TOO_LARGE' });
  await closed;
});

test('an answer that never ends: ERR_SERVICE_TIMEOUT; the caller can end it too', async () => {
  issuer.image = (_request, response) => response.writeHead(200, { 'content-type': 'image/jpeg' }).write('a');
  await expect(fetchAuditTrailImage(result(), { accessToken, timeoutMs: 50 })).rejects.toMatchObject({ code: 'ERR_SERVICE_TIMEOUT' });
  await expect(fetchAuditTrailImage(result(), { accessToken, signal: AbortSignal.abort('left') })).rejects.toBe('left');
});

test('a result without an image, a call without a token, a service that is not there', async () => {
  await expect(fetchAuditTrailImage({ issuer: issuer.url }, { accessToken })).rejects.toMatchObject({ code: 'ERR_IMAGE_MISSING' });
  await expect(fetchAuditTrailImage(result(), { accessToken: '' })).rejects.toMatchObject({ code: 'ERR_OPTIONS_INVALID' });
  await expect(fetchAuditTrailImage(result(), { accessToken, serviceURL: 'http://127.0.0.1:9' })).rejects.toMatchObject({
    code: 'ERR_SERVICE_UNREACHABLE',
  });
});

test.each<[string, unknown]>([
  ['no options', undefined],
  ['a limit that is not a number', { accessToken, maxBytes: NaN }],
  ['a limit in words', { accessToken, maxBytes: '5 MB' }],
  ['a time limit that is not a number', { accessToken, timeoutMs: NaN }],
  ['a negative time limit', { accessToken, timeoutMs: -1 }],
  ['a number for an address', { accessToken, serviceURL: 5 }],
  ['a number for a signal', { accessToken, signal: 5 }],
])('%s is refused by name, and nothing is fetched', async (_, options) => {
  let asked = false;
  issuer.image = (_request, response) => {
    asked = true;
    response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture);
  };
  await expect(fetchAuditTrailImage(result(), options as FetchAuditTrailImageOptions)).rejects.toMatchObject({
    code: 'ERR_OPTIONS_INVALID',
  });
  expect(asked).toBe(false);
});

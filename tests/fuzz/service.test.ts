import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { problemSchema, tokenErrorSchema, v2ErrorSchema } from '@face-session/protocol/schemas';
import fc from 'fast-check';
import type { InjectOptions } from 'light-my-request';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generous, startHarness, type Harness, type TestClient } from '../kit/service.js';

/*
 * Malformed input at every door: bodies, forms, pictures, headers, tokens and paths, made by properties and by mutating real ones.
 * Whatever comes, the service answers it with an error of its registry and lives on. FUZZ_RUNS=10 multiplies the inputs; FUZZ_SEED repeats a run.
 */

const FACTOR = Number(process.env.FUZZ_RUNS ?? 1);
const SEED = Number(process.env.FUZZ_SEED ?? 20260101);
let inputs = 0;

/** What 360 pictures more may add to the memory of the process, in megabytes: garbage not yet collected; 110 kB kept of each would be a leak. */
const MOST_GROWTH_MB = 40;

let harness: Harness;
let bank: TestClient;
let token: string;
let sessionId: string;
let picture: Buffer;
beforeAll(async () => {
  harness = await startHarness({
    limits: {
      ...generous,
      attemptCallsPerMinute: 1e6,
      unknownIdentifiersPerMinute: 1e6,
      photosPerMinute: 1e6,
      authenticationFailuresPerMinute: 1e6,
      tokensPerMinute: 1e6,
    },
  });
  bank = await harness.addClient();
  token = await bank.token();
  const folder = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'demo');
  const face = await readFile(join(folder, 'sample3.jpg'));
  picture = await sharp(face).resize(96).jpeg({ quality: 60 }).toBuffer();
  sessionId = '11111111-2222-4333-8444-555555555555';
});
afterAll(() => harness.close());

/** Sends and checks what must hold of every answer; returns the status. */
async function send(options: InjectOptions): Promise<number> {
  inputs++;
  const response = await harness.service.app.inject(options);
  const { statusCode } = response;
  if (statusCode >= 500) throw new Error(`${statusCode} for ${JSON.stringify(options).slice(0, 500)}: ${response.body.slice(0, 500)}`);
  if (statusCode >= 400 && response.body !== '') {
    const body: unknown = response.json();
    const known = [problemSchema, tokenErrorSchema, v2ErrorSchema].some((schema) => schema.safeParse(body).success);
    if (!known) throw new Error(`Not an error of ours: ${response.body.slice(0, 300)}`);
  }
  return statusCode;
}

function property<Value>(arbitrary: fc.Arbitrary<Value>, runs: number, run: (value: Value) => Promise<void>): Promise<void> {
  return fc.assert(fc.asyncProperty(arbitrary, run), { numRuns: runs * FACTOR, seed: SEED, endOnFailure: true });
}

const headerText = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 200 });
const auth = (): Record<string, string> => ({ authorization: `Bearer ${token}` });
const paths = ['/api/v1/face', '/api/v1/face/match', '/api/v1/attempts', '/api/v1/events', '/api/v2/face/bioid/match'] as const;

/** A multipart body by hand, so that it can be wrong in every way. */
function multipart(
  parts: readonly { name: string; filename?: string; body: Buffer }[],
  boundary = 'b0undary',
): { body: Buffer; type: string } {
  const chunks = parts.flatMap(({ name, filename, body }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n\r\n`,
    ),
    body,
    Buffer.from('\r\n'),
  ]);
  return { body: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]), type: `multipart/form-data; boundary=${boundary}` };
}

/** Real bytes with some changed, cut out, doubled or put in. */
function mutated(original: () => Buffer): fc.Arbitrary<Buffer> {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    kind: fc.constantFrom('flip', 'cut', 'double', 'insert'),
    value: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  });
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    let bytes = original();
    for (const { at, kind, value } of changes) {
      const place = Math.floor(at * bytes.length);
      const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
      if (kind === 'flip') bytes = Buffer.concat([before, value, after.subarray(value.length)]);
      if (kind === 'cut') bytes = Buffer.concat([before, after.subarray(value.length * 20)]);
      if (kind === 'double') bytes = Buffer.concat([before, before.subarray(-50), after]);
      if (kind === 'insert') bytes = Buffer.concat([before, value, after]);
    }
    return bytes;
  });
}

describe('the service, whatever it is sent', { timeout: 240_000 }, () => {
  it('answers any JSON at any call', async () => {
    const almost = fc.record(
      {
        idPhoto: fc.anything(),
        sourceImage: fc.oneof(fc.string(), fc.anything()),
        targetImage: fc.base64String(),
        minimumMatchLevel: fc.anything(),
        maxAttempts: fc.oneof(fc.integer(), fc.anything()),
        camera: fc.anything(),
        events: fc.array(fc.anything()),
        liveImage1: fc.base64String(),
        liveImage2: fc.string(),
      },
      { requiredKeys: [] },
    );
    await property(fc.tuple(fc.constantFrom(...paths), fc.oneof(fc.jsonValue(), almost)), 1_200, async ([url, value]) => {
      const payload = JSON.stringify(value);
      await send({ method: 'POST', url, payload, headers: { ...auth(), 'content-type': 'application/json', 'uq-session-id': sessionId } });
    });
  });

  it('answers text that is no JSON, and any content type', async () => {
    const types = fc.constantFrom(
      'application/json',
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'application/x-www-form-urlencoded',
      'text/plain',
      'a/b',
      '',
    );
    await property(
      fc.tuple(fc.constantFrom(...paths), types, fc.string({ unit: 'binary', maxLength: 300 })),
      600,
      async ([url, type, payload]) => {
        await send({ method: 'POST', url, payload, headers: { ...auth(), 'content-type': type, 'uq-session-id': sessionId } });
      },
    );
  });

  it('answers any header of a session', async () => {
    const headers = fc.record(
      { 'uq-session-id': headerText, 'uq-nonce': headerText, 'uq-user-id': headerText, 'uq-device-info': headerText },
      { requiredKeys: [] },
    );
    await property(headers, 600, async (some) => {
      expect(await send({ method: 'POST', url: '/api/v1/attempts', payload: {}, headers: { ...auth(), ...some } })).toBeGreaterThanOrEqual(
        400,
      );
    });
  });

  it('refuses every token that it did not make', async () => {
    const ownMutated = mutated(() => Buffer.from(token)).map((bytes) => bytes.toString('latin1').replaceAll(/[^\x20-\xff]/g, '.'));
    await property(fc.oneof(ownMutated, headerText), 1_900, async (forged) => {
      // A change of the last character's unused bits is the same signature.
      if (forged.slice(0, -1) === token.slice(0, -1)) return;
      const status = await send({ method: 'GET', url: `/api/v1/info/${sessionId}`, headers: { authorization: `Bearer ${forged}` } });
      expect(status).toBe(401);
    });
  });

  it('refuses every form at the token endpoint that is not one', async () => {
    const field = fc.oneof(fc.string(), fc.constantFrom('client_credentials', 'grant_type', 'scope', bank.clientId));
    const form = fc.array(
      fc.tuple(fc.oneof(field, fc.constantFrom('grant_type', 'client_id', 'client_secret', 'scope', 'session_id')), field),
      { maxLength: 8 },
    );
    await property(
      fc.oneof(
        form.map((pairs) => new URLSearchParams(pairs).toString()),
        fc.string({ unit: 'binary', maxLength: 200 }),
      ),
      700,
      async (payload) => {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        expect(await send({ method: 'POST', url: '/api/oauth/token', payload, headers })).toBeGreaterThanOrEqual(400);
      },
    );
  });

  it('answers any path', async () => {
    const prefix = fc.constantFrom('/api/v1/info/', '/api/v1/info/img/', '/api/v1/attempts/', '/api/', '/assets/', '/');
    await property(fc.tuple(prefix, fc.webPath()), 300, async ([start, rest]) => {
      await send({ method: 'GET', url: `${start}${rest.replace(/^\/+/, '')}`, headers: { ...auth(), 'uq-session-id': sessionId } });
    });
  });

  const changedPictures = (): Promise<void> =>
    property(
      mutated(() => picture),
      120,
      async (photo) => {
        const { body, type } = multipart([{ name: 'idPhoto', filename: 'p.jpg', body: photo }]);
        await send({ method: 'POST', url: '/api/v1/face', payload: body, headers: { ...auth(), 'content-type': type } });
      },
    );
  it('answers real pictures with changed bytes', changedPictures);

  it('answers forms with changed bytes, wrong parts and wrong numbers of them', async () => {
    const whole = (): Buffer =>
      multipart([
        { name: 'frames', body: Buffer.from('[{"capturedAtMs":1}]') },
        { name: 'frame', filename: 'f', body: picture.subarray(0, 300) },
      ]).body;
    const random = fc
      .array(
        fc.record({
          name: fc.constantFrom('frames', 'frame', 'idPhoto', '__proto__', ''),
          filename: fc.constantFrom('f', ''),
          body: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
        }),
        { maxLength: 10 },
      )
      .map((parts) => multipart(parts).body);
    await property(fc.oneof(mutated(whole), random), 500, async (body) => {
      const url = `/api/v1/attempts/${sessionId}/burst`;
      await send({
        method: 'POST',
        url,
        payload: body,
        headers: { ...auth(), 'content-type': 'multipart/form-data; boundary=b0undary', 'uq-session-id': sessionId },
      });
    });
  });

  it.each([
    ['truncated', () => Promise.resolve(picture.subarray(0, picture.length - 500))],
    ['a JPEG that is also a ZIP', () => Promise.resolve(Buffer.concat([picture, Buffer.from('PK\u0003\u0004'), Buffer.alloc(100)]))],
    [
      'a JPEG head on HTML',
      () => Promise.resolve(Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.from('<script>alert(1)</script>')])),
    ],
    ['a PNG bomb of 10,000 x 10,000', async () => bomb(10_000)],
    ['a PNG that says it is 2^31 wide', async () => patched(await small('png'), 16, 0x7fffffff)],
    [
      'animated GIF',
      async () =>
        sharp({ create: { width: 8, height: 16, channels: 3, background: '#fff', pageHeight: 8 } as never })
          .gif()
          .toBuffer(),
    ],
    ['WebP', async () => sharp(picture).webp().toBuffer()],
    ['SVG', async () => Promise.resolve(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))],
    ['CMYK', async () => sharp(picture).toColourspace('cmyk').jpeg().toBuffer()],
    ['16-bit grey', async () => sharp(picture).greyscale().toColourspace('grey16').png().toBuffer()],
    ['with alpha', async () => sharp(picture).ensureAlpha(0.5).png().toBuffer()],
    ['one pixel', async () => sharp(picture).resize(1, 1).png().toBuffer()],
    ['very long', async () => sharp(picture).resize(8_000, 1, { fit: 'fill' }).png().toBuffer()],
  ])('answers a picture that is %s', async (_, make) => {
    const { body, type } = multipart([{ name: 'idPhoto', filename: 'p', body: await make() }]);
    const status = await send({ method: 'POST', url: '/api/v1/face', payload: body, headers: { ...auth(), 'content-type': type } });
    expect([400, 413, 415]).toContain(status);
  });

  it('takes no more memory for the same pictures again', async () => {
    await changedPictures();
    const before = await residentBytes();
    for (let round = 0; round < 3; round++) await changedPictures();
    expect(((await residentBytes()) - before) / 1e6).toBeLessThan(MOST_GROWTH_MB);
  });

  it('was sent at least five thousand inputs and still works', async () => {
    expect(inputs).toBeGreaterThanOrEqual(5_000 * FACTOR);
    expect((await fetch(`${harness.url}/readyz`)).status).toBe(200);
    expect(await residentBytes()).toBeLessThan(1.5e9);
    expect(harness.log.filter((line) => line.includes('request failed'))).toEqual([]);
  });
});

/** Memory of the service and its workers. */
async function residentBytes(): Promise<number> {
  const metrics = await (await fetch(`${harness.url}/metrics`)).text();
  return process.memoryUsage().rss + Number(/^face_session_workers_resident_memory_bytes (\S+)/m.exec(metrics)?.[1]);
}

async function small(format: 'png'): Promise<Buffer> {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
    .toFormat(format)
    .toBuffer();
}

/** A white picture of so many pixels a side: some hundred kilobytes that unpack to gigabytes. */
async function bomb(side: number): Promise<Buffer> {
  return sharp({ create: { width: side, height: side, channels: 3, background: '#fff' }, limitInputPixels: false })
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}

/** The 32-bit number at `offset` replaced. */
function patched(bytes: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(value, offset);
  return copy;
}

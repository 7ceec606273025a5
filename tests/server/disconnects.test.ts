import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameForm, generous, photoForm, startHarness, type Harness, type TestClient } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';

/* Clients that leave at every byte of every upload: nothing stays behind. SOAK_SOCKETS=2000 tries more places. */

const SOCKETS = Number(process.env.SOAK_SOCKETS ?? 200);

/** Sockets under way at a time. */
const AT_ONCE = 25;

let harness: Harness;
let bank: TestClient;
let anna: Person;
beforeAll(async () => {
  const limits = { ...generous, attemptCallsPerMinute: 1e6, unknownIdentifiersPerMinute: 1e6, photosPerMinute: 1e6 };
  [harness, { anna }] = await Promise.all([startHarness({ limits, trustedProxies: 1 }), loadPeople()]);
  bank = await harness.addClient();
  harness.service.app.server.on('connection', () => (accepted += 1));
});
afterAll(() => harness.close());

const inFlight = async (): Promise<number> => {
  const text = await (await fetch(`${harness.url}/metrics`)).text();
  return Number(/^face_session_in_flight_requests (\d+)/m.exec(text)?.[1]);
};

/** How long a look takes on a machine of its own, in milliseconds: 20 of waiting, 5 for the metrics. */
const LOOK_MS = 25;

/** Resolves to true when nothing is in flight within `ms`: in so many looks as fit, so that time in which a busy machine runs neither side does not count. */
async function emptyWithin(ms: number): Promise<boolean> {
  for (let look = 0; look <= ms / LOOK_MS; look++) {
    if ((await inFlight()) === 0) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

/** A whole request as bytes. */
async function bytesOf(
  path: string,
  init: { body: FormData | string; session?: string; token: string },
): Promise<{ head: Buffer; body: Buffer }> {
  const request = new Request(harness.url, { method: 'POST', body: init.body });
  const body = Buffer.from(await request.arrayBuffer());
  const type = typeof init.body === 'string' ? 'application/json' : request.headers.get('content-type');
  const lines = [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    `Authorization: Bearer ${init.token}`,
    `Content-Type: ${type}`,
    `Content-Length: ${body.length}`,
    ...(init.session === undefined ? [] : [`UQ-Session-ID: ${init.session}`]),
  ];
  return { head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body };
}

/** Counts the connections that the service has accepted: those that wait in the kernel's queue are not in flight yet, and come later. */
let accepted = 0;
const hasAccepted = (count: number): Promise<void> => expect.poll(() => accepted, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);

/** Sends `bytes` and destroys the socket after `afterMs`. */
function leave(bytes: Buffer, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(harness.url).port), '127.0.0.1', () => {
      socket.write(bytes, () => {
        if (afterMs === 0) socket.resetAndDestroy();
        else setTimeout(() => socket.destroy(), afterMs);
      });
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
  });
}

/** Sends `first`, and `rest` once the service has answered anything; then destroys the socket after `afterMs`. */
function leaveAfterAnswer(first: Buffer, rest: Buffer, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(harness.url).port), '127.0.0.1', () => socket.write(first));
    socket.once('data', () => {
      socket.write(rest, () => setTimeout(() => socket.destroy(), afterMs));
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
  });
}

async function inTurns(count: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < count) await run(next++);
    }),
  );
}

const uploads: readonly (readonly [string, (token: string, session: string) => Promise<{ head: Buffer; body: Buffer }>])[] = [
  ['POST /api/v1/face, a form', (token) => bytesOf('/api/v1/face', { token, body: photoForm(anna.photo) })],
  [
    'POST /api/v1/face, JSON',
    (token) => bytesOf('/api/v1/face', { token, body: JSON.stringify({ idPhoto: anna.photo.toString('base64') }) }),
  ],
  [
    'POST /api/v1/face/match',
    (token) =>
      bytesOf('/api/v1/face/match', { token, body: JSON.stringify({ sourceImage: 'AAAA', targetImage: anna.photo.toString('base64') }) }),
  ],
  ['POST /api/v1/enrollments', (token) => bytesOf('/api/v1/enrollments', { token, body: photoForm(anna.photo) })],
  ['a burst', (token, session) => bytesOf(`/api/v1/attempts/${session}/burst`, { token, session, body: frameForm(anna.burst()) })],
  ['gestures', (token, session) => bytesOf(`/api/v1/attempts/${session}/gestures`, { token, session, body: frameForm(anna.burst()) })],
  [
    'POST /api/v2/face/bioid/match',
    (token, session) =>
      bytesOf('/api/v2/face/bioid/match', {
        token,
        session,
        body: JSON.stringify({ liveImage1: anna.photo.toString('base64'), liveImage2: 'AAAA' }),
      }),
  ],
];

describe('a client that asks for the connection to be closed after the answer', () => {
  it.each([
    ['of an address that is none', '/nope', 'HTTP/1.1 404'],
    ['of a call without a token', '/api/v1/face', 'HTTP/1.1 401'],
  ])(
    'receives the answer %s that comes before it has sent its body, and the connection is closed after the last byte',
    async (_, path, status) => {
      const piece = Buffer.alloc(64 * 1024, '[');
      const pieces = 64;
      const socket = connect(Number(new URL(harness.url).port), '127.0.0.1');
      let received = '';
      let sentWhenClosed = -1;
      let sent = 0;
      const closed = new Promise<void>((resolve, reject) => {
        socket.on('error', reject);
        socket.on('end', () => (sentWhenClosed = sent));
        socket.on('close', () => {
          resolve();
        });
      });
      socket.on('data', (chunk) => (received += chunk.toString()));
      const head = ['Host: localhost', 'Connection: close', 'Content-Type: application/json', `Content-Length: ${pieces * piece.length}`];
      socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
      await expect.poll(() => received).toContain(status);
      while (sent < pieces && !socket.destroyed) {
        await new Promise((resolve) => socket.write(piece, resolve));
        sent++;
        // As over a network: the other end has time to close.
        await new Promise((resolve) => setImmediate(resolve));
      }
      await closed;
      expect(sentWhenClosed).toBe(pieces);
    },
  );
});

describe('clients that leave', { timeout: 120_000 }, () => {
  it.each(uploads)('at every byte of %s leave nothing in flight within a second', async (_, make) => {
    const session = await bank.createSession(anna.photo);
    const { head, body } = await make(await bank.token(), session);
    const whole = Buffer.concat([head, body]);
    // Around the end of the headers at every byte; elsewhere evenly spread, never the whole request.
    const around = Array.from({ length: 40 }, (_, i) => head.length - 20 + i);
    const spread = Array.from({ length: SOCKETS }, (_, i) => 1 + Math.floor((i / SOCKETS) * (whole.length - 2)));
    const places = [...around, ...spread];
    const before = accepted;
    await inTurns(places.length, (i) => leave(whole.subarray(0, places[i]), i % 8));
    await hasAccepted(before + places.length);
    expect(await emptyWithin(1_000)).toBe(true);
  });

  it('with the whole request sent leave nothing in flight once its work is done', async () => {
    const { head, body } = await uploads[0]![1](await bank.token(), '');
    await inTurns(30, (i) => leave(Buffer.concat([head, body]), i % 8));
    expect(await emptyWithin(30_000)).toBe(true);
  });

  it('with requests in a pipeline leave nothing in flight once those before are answered', async () => {
    const { head, body } = await uploads[0]![1](await bank.token(), '');
    const part = Buffer.concat([head, body]).subarray(0, head.length + 2_000);
    const slow = Buffer.from('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
    await inTurns(50, (i) => leave(Buffer.concat([slow, slow, part]), i % 8));
    // A hundred answers of the metrics take most of a second.
    expect(await emptyWithin(10_000)).toBe(true);
  });

  it('after they were told to go on, or after an earlier request of the same connection, leave nothing in flight', async () => {
    const { head, body } = await uploads[0]![1](await bank.token(), '');
    const expecting = Buffer.from(head.toString().replace('\r\n\r\n', '\r\nExpect: 100-continue\r\n\r\n'));
    const part = body.subarray(0, 2_000);
    const bare = Buffer.from('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n');
    const before = accepted;
    await inTurns(25, (i) => leaveAfterAnswer(expecting, part, i % 8));
    await inTurns(25, (i) => leaveAfterAnswer(bare, Buffer.concat([head, part]), i % 8));
    await hasAccepted(before + 50);
    expect(await emptyWithin(10_000)).toBe(true);
  });

  it('cause no fault, and nobody else is refused', async () => {
    expect(harness.log.filter((line) => line.includes('request failed') || line.includes('TypeError'))).toEqual([]);
    expect((await bank.call('/api/v1/face', { method: 'POST', body: photoForm(anna.photo) })).status).toBe(201);
  });
});

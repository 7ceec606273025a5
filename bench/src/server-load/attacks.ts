import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { crc32, deflate } from 'node:zlib';
import { sessionHeaders, type OpenAttemptResponse } from '@face-session/protocol';
import { formOf, SHUTTER_MS, tokenOf, wait, type Form } from './attempt-client.js';
import type { LiveSubject } from './live-subject.js';
import type { ServerProcess } from './server-process.js';

/** Settings of a service under attack: the calls that are off by default are on, and no rate keeps an attack of a known client away. */
export const attackedSettings = {
  V2_MATCH: 'true',
  ENROLLMENTS: 'true',
  PHOTOS_PER_MINUTE: '10000',
  ATTEMPT_CALLS_PER_MINUTE: '10000',
} as const;

/** One way to take the service down cheaply. */
export interface Attack {
  readonly name: string;
  /** Carries it out once. Resolves with the statuses that were answered; 0 for a connection closed without one. */
  run(): Promise<readonly number[]>;
}

/** A slow body that goes on until it is stopped. */
export interface SlowBodies {
  stop(): void;
}

/** The attacks, all by the last client of the service. */
export interface Attacker {
  readonly attacks: readonly Attack[];
  startSlowBodies(): SlowBodies;
}

/** Where each upload is cut: so many places, evenly spread over it. */
const PLACES = 24;

/** So many places around the end of the headers, at every byte: there the service begins to await. */
const PLACES_AT_HEADERS_END = 16;

/** Longest that a client that leaves stays after its last byte, in milliseconds. */
const STAYS_MS = 8;

/** Connections under way at a time that are to be cut. */
const AT_ONCE = 10;

/** Unknown sessions that are asked for: more than the 60 a minute that an address may. */
const UNKNOWN_SESSIONS = 80;

/** How long an attacker who is refused for now waits to create a session, and how long it tries, in milliseconds. */
const AGAIN_MS = 500;
const PATIENCE_MS = 30_000;

/** Slow bodies at a time, and the time between two of their bytes, in milliseconds. */
const SLOW_BODIES = 3;
const SLOW_BYTE_MS = 200;

/** Lines of a strip, and its columns. 60 megapixels are below the limit of 64. */
const STRIP_LINES = 60_000_000;

/** Where the attacks come from: addresses for documentation, which no honest attempt has. */
const ADDRESS = '203.0.113.7';

/** Prepares the bodies: making them would take time of the cores during the attack. */
export async function prepareAttacker(server: ServerProcess, subject: LiveSubject): Promise<Attacker> {
  const credentials = server.clients.at(-1);
  if (!credentials) throw new Error('The service has no client.');
  const token = await tokenOf(server.url, credentials);
  const port = Number(new URL(server.url).port);
  const photo = formOf('idPhoto', [subject.photo]);
  const frameTimes = { frames: JSON.stringify(subject.burst.map(({ capturedAtMs }) => ({ capturedAtMs }))) };
  const frames = formOf(
    'frame',
    subject.burst.map(({ jpeg }) => jpeg),
    frameTimes,
  );
  const strip = await greyStrip(STRIP_LINES);
  const strips = formOf(
    'frame',
    subject.burst.map(() => strip),
    frameTimes,
  );
  const brackets = (bytes: number): Form => ({ body: Buffer.alloc(bytes, '['), contentType: 'application/json' });
  const spaced = `-${'A '.repeat(3_400_000)}`;
  const [longBrackets, shortBrackets] = [brackets(13_900_000), brackets(3_000_000)];

  const whole = (path: string, { body, contentType }: Form, session?: string): { head: Buffer; body: Buffer } => {
    const lines = [
      `POST ${path} HTTP/1.1`,
      'Host: localhost',
      'Connection: close',
      `Authorization: Bearer ${token}`,
      `X-Forwarded-For: ${ADDRESS}`,
      `Content-Type: ${contentType}`,
      `Content-Length: ${body.length}`,
      ...(session === undefined ? [] : [`${sessionHeaders.sessionId}: ${session}`]),
    ];
    return { head: Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body };
  };
  const send = async (path: string, form: Form, session?: string): Promise<Answer> => {
    const { head, body } = whole(path, form, session);
    return answerTo(port, Buffer.concat([head, body]));
  };
  const createSession = async (): Promise<string> => {
    for (const end = performance.now() + PATIENCE_MS; ;) {
      const { status, body } = await send('/api/v1/face', photo);
      if (status === 201) return (JSON.parse(body) as { sessionId: string }).sessionId;
      // The connections of the attack before may hold the places of this address for a moment.
      if (!(status === 429 || status === 503) || performance.now() > end) throw new Error(`No session to attack with: ${status} ${body}`);
      await wait(AGAIN_MS);
    }
  };
  const open = async (session: string): Promise<string> =>
    (JSON.parse((await send('/api/v1/attempts', json({}), session)).body) as OpenAttemptResponse).attemptId;

  const base64 = subject.photo.toString('base64');
  const uploads: readonly (readonly [string, Form])[] = [
    ['/api/v1/face', photo],
    ['/api/v1/face', json({ idPhoto: base64 })],
    ['/api/v1/face/match', json({ sourceImage: base64, targetImage: base64 })],
    ['/api/v1/enrollments', photo],
    ['/api/v1/attempts/ATTEMPT/burst', frames],
    ['/api/v1/attempts/ATTEMPT/gestures', frames],
    ['/api/v2/face/bioid/match', json({ liveImage1: base64, liveImage2: base64 })],
  ];

  const attacks: Attack[] = [
    {
      name: 'disconnects',
      async run() {
        const session = await createSession();
        const attempt = await open(session);
        const cuts = uploads.flatMap(([path, form]) => {
          const { head, body } = whole(path.replace('ATTEMPT', attempt), form, session);
          const bytes = Buffer.concat([head, body]);
          const spread = Array.from({ length: PLACES }, (_, index) => 1 + Math.floor((index / PLACES) * (bytes.length - 2)));
          const around = Array.from({ length: PLACES_AT_HEADERS_END }, (_, index) => head.length - PLACES_AT_HEADERS_END / 2 + index);
          return [...spread, ...around].map((place) => bytes.subarray(0, place));
        });
        let next = 0;
        const cutSome = async (): Promise<void> => {
          for (let index = next++; index < cuts.length; index = next++) await leave(port, cuts[index] as Buffer, index % STAYS_MS);
        };
        await Promise.all(Array.from({ length: AT_ONCE }, cutSome));
        return [];
      },
    },
    {
      name: 'strips',
      async run() {
        const session = await createSession();
        const attempt = await open(session);
        // Frames before their time would be refused unread.
        await wait((subject.burst.at(-1)?.capturedAtMs ?? 0) + SHUTTER_MS);
        const { status, body } = await send(`/api/v1/attempts/${attempt}/burst`, strips, session);
        if (!body.includes('"outcome":"failed"')) throw new Error(`Strips were answered with ${status} ${body}`);
        return [status];
      },
    },
    {
      name: 'brackets',
      async run() {
        const session = await createSession();
        const answers = await Promise.all([
          send('/api/v2/face/bioid/match', longBrackets, session),
          send('/api/v2/face/bioid/match', longBrackets, session),
          send('/api/v1/face', shortBrackets),
          send('/api/v1/face', shortBrackets),
        ]);
        return answers.map(({ status }) => status);
      },
    },
    {
      name: 'spaces in base64',
      async run() {
        const session = await createSession();
        const answers = await Promise.all([
          send('/api/v1/face', json({ idPhoto: spaced })),
          send('/api/v1/face/match', json({ sourceImage: spaced, targetImage: spaced })),
          send('/api/v2/face/bioid/match', json({ liveImage1: spaced, liveImage2: spaced }), session),
        ]);
        return answers.map(({ status }) => status);
      },
    },
    {
      name: 'unknown identifiers',
      async run() {
        const statuses = [];
        for (let index = 0; index < UNKNOWN_SESSIONS; index++)
          statuses.push((await send('/api/v1/attempts', json({}), randomUUID())).status);
        return statuses;
      },
    },
  ];

  return {
    attacks,
    startSlowBodies() {
      const state = { stopped: false };
      const sockets = new Set<ReturnType<typeof connect>>();
      const drip = async (): Promise<void> => {
        while (!state.stopped) {
          const { head, body } = whole('/api/v1/face', photo);
          const socket = connect(port, '127.0.0.1');
          sockets.add(socket);
          socket.on('error', () => undefined).resume();
          socket.write(head);
          for (let sent = 0; !socket.destroyed && sent < body.length - 1; sent++) {
            socket.write(body.subarray(sent, sent + 1));
            await wait(SLOW_BYTE_MS);
          }
          socket.destroy();
          sockets.delete(socket);
        }
      };
      for (let index = 0; index < SLOW_BODIES; index++) void drip();
      return {
        stop() {
          state.stopped = true;
          for (const socket of sockets) socket.destroy();
        },
      };
    },
  };
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function json(value: unknown): Form {
  return { body: Buffer.from(JSON.stringify(value)), contentType: 'application/json' };
}

/** Sends a whole request and reads its answer; status 0 if the connection closes without one. */
function answerTo(port: number, bytes: Buffer): Promise<Answer> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('error', () => undefined);
    socket.once('close', () => {
      const end = text.indexOf('\r\n\r\n');
      resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), body: end === -1 ? '' : text.slice(end + 4) });
    });
  });
}

/** Sends a part of a request and destroys the connection. */
function leave(port: number, bytes: Buffer, afterMs: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes, () => {
        if (afterMs === 0) socket.resetAndDestroy();
        else setTimeout(() => socket.destroy(), afterMs);
      });
    });
    socket.on('error', () => undefined).resume();
    socket.once('close', () => {
      resolve();
    });
  });
}

/** A grey PNG of one column. */
async function greyStrip(lines: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(1, 0);
  header.writeUInt32BE(lines, 4);
  // 8 bits, grey; no other compression, filter or interlacing.
  header[8] = 8;
  // Each line: its filter, and one pixel.
  const pixels = await promisify(deflate)(Buffer.alloc(2 * lines));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** A chunk of PNG: length, type, data, checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

import { randomBytes } from 'node:crypto';
import { Agent, request, type OutgoingHttpHeaders } from 'node:http';
import { neverSent } from '@face-session/attacks';
import { sessionHeaders, type AttemptOutcome, type OpenAttemptRequest, type OpenAttemptResponse } from '@face-session/protocol';
import type { LiveSubject } from './live-subject.js';
import type { ServerProcess } from './server-process.js';

/** The calls of one attempt, in order. */
export type AttemptCall = 'session' | 'open' | 'burst';

export interface AttemptRecord {
  /** `refused`: 429 or 503 with a `Retry-After`, at whichever call. `fault`: anything else that is no success. */
  readonly end: 'passed' | 'refused' | 'fault';
  /** The call that ended it and how: `burst passed`, `session 503`, `burst ECONNRESET`. */
  readonly why: string;
  /** Time of each call that was answered with success. */
  readonly ms: Partial<Record<AttemptCall, number>>;
}

/** Sends attempts; costs as little as it can, since it shares the cores with what it measures. */
export interface AttemptClient {
  /** One complete attempt: session from a photo, opening, burst. Never rejects. `beforeBurst` is awaited before its frames are sent. */
  attempt(beforeBurst?: () => Promise<void>): Promise<AttemptRecord>;
  close(): void;
}

/** How long an answer may take, in milliseconds; after that it is a fault. */
const ANSWER_MS = 30_000;

/** The frames are sent this long after the last was taken, in milliseconds. */
export const SHUTTER_MS = 50;

/** The body of a form, and its content type with the boundary. */
export interface Form {
  readonly body: Buffer;
  readonly contentType: string;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: Buffer;
}

/**
 * Takes a token for each client; attempts take turns with them, each from an address of its own.
 * @param wishes sent with each opening
 * @param clients default: all that are registered with the service
 */
export async function createAttemptClient(
  server: ServerProcess,
  subject: LiveSubject,
  wishes: OpenAttemptRequest = {},
  clients = server.clients,
): Promise<AttemptClient> {
  const agent = new Agent({ keepAlive: true });
  const tokens = await Promise.all(clients.map((credentials) => tokenOf(server.url, credentials)));
  const photo = formOf('idPhoto', [subject.photo]);
  const opening = Buffer.from(JSON.stringify(wishes));
  const frameTimes = JSON.stringify(subject.burst.map(({ capturedAtMs }) => ({ capturedAtMs })));
  const shutterMs = (subject.burst.at(-1)?.capturedAtMs ?? 0) + SHUTTER_MS;
  let count = 0;

  const post = (path: string, headers: OutgoingHttpHeaders, body: Buffer): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const call = request(`${server.url}${path}`, {
        agent,
        method: 'POST',
        headers: { ...headers, 'content-length': body.length },
        signal: AbortSignal.timeout(ANSWER_MS),
      });
      call.once('error', reject);
      call.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], body: Buffer.concat(chunks) });
        });
      });
      call.end(body);
    });

  return {
    async attempt(beforeBurst) {
      const number = count++;
      const common = { authorization: `Bearer ${tokens[number % tokens.length] ?? ''}`, 'x-forwarded-for': addressOf(number) };
      const ms: Partial<Record<AttemptCall, number>> = {};
      let current: AttemptCall = 'session';
      const call = async (name: AttemptCall, success: number, ...sent: Parameters<typeof post>): Promise<unknown> => {
        current = name;
        const started = performance.now();
        const answer = await post(...sent);
        if (answer.status !== success) throw new Unsuccessful(answer);
        ms[name] = performance.now() - started;
        return JSON.parse(answer.body.toString());
      };
      try {
        const session = await call('session', 201, '/api/v1/face', { ...common, 'content-type': photo.contentType }, photo.body);
        const headers = { ...common, [sessionHeaders.sessionId]: (session as { sessionId: string }).sessionId };
        const json = { ...headers, 'content-type': 'application/json' };
        const opened = (await call('open', 201, '/api/v1/attempts', json, opening)) as OpenAttemptResponse;
        const shutter = wait(shutterMs);
        const upload = formOf(
          'frame',
          subject.burst.map(({ jpeg }) => Buffer.from(neverSent(jpeg))),
          { frames: frameTimes },
        );
        await shutter;
        await beforeBurst?.();
        const path = `/api/v1/attempts/${opened.attemptId}/burst`;
        const judged = (await call('burst', 200, path, { ...headers, 'content-type': upload.contentType }, upload.body)) as AttemptOutcome;
        return { end: judged.outcome === 'passed' ? 'passed' : 'fault', why: `burst ${judged.outcome}`, ms };
      } catch (error) {
        const clean = error instanceof Unsuccessful && error.isCleanRefusal;
        return { end: clean ? 'refused' : 'fault', why: `${current} ${nameOf(error)}`, ms };
      }
    },
    close() {
      agent.destroy();
    },
  };
}

/**
 * Sends the bursts of so many attempts at the same time.
 * @returns once the service has them under way; `ends` are how the attempts ended
 */
export async function burstsTogether(
  server: ServerProcess,
  client: AttemptClient,
  count: number,
): Promise<{ readonly ends: Promise<readonly AttemptRecord[]> }> {
  let opened = 0;
  let goOn = (): void => undefined;
  const together = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const ends = Promise.all(
    Array.from({ length: count }, () =>
      client.attempt(async () => {
        if (++opened === count) goOn();
        await together;
      }),
    ),
  );
  const early = ends.then((records) => {
    throw new Error(`The attempts ended before their bursts were under way: ${records.map(({ why }) => why).join(', ')}`);
  });
  await Promise.race([together, early]);
  early.catch(() => undefined);
  while ((await server.usage()).inFlight < count) await wait(5);
  return { ends };
}

export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** An answer that is not the one a success has. */
class Unsuccessful extends Error {
  constructor(private readonly answer: Answer) {
    super(String(answer.status));
  }

  /** Whether it tells the client to come again later, and when. */
  get isCleanRefusal(): boolean {
    return (this.answer.status === 429 || this.answer.status === 503) && Number(this.answer.retryAfter) > 0;
  }
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error as { code?: unknown }).code?.toString() ?? error.message;
}

/** An access token with all scopes of the client. */
export async function tokenOf(url: string, { clientId, clientSecret }: ServerProcess['clients'][number]): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
  const response = await fetch(`${url}/api/oauth/token`, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

/** A private address, another one for each number. */
function addressOf(number: number): string {
  return [10, (number >> 16) & 255, (number >> 8) & 255, number & 255].join('.');
}

/** A multipart form with JPEGs of one name, after its fields. */
export function formOf(name: string, pictures: readonly Buffer[], fields: Readonly<Record<string, string>> = {}): Form {
  const boundary = randomBytes(16).toString('hex');
  const head = (disposition: string): Buffer => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n`);
  const parts = [
    ...Object.entries(fields).map(([field, value]) => [head(`name="${field}"`), Buffer.from(`\r\n${value}\r\n`)]),
    ...pictures.map((jpeg) => [
      head(`name="${name}"; filename="picture.jpg"`),
      Buffer.from('Content-Type: image/jpeg\r\n\r\n'),
      jpeg,
      Buffer.from('\r\n'),
    ]),
  ];
  return {
    body: Buffer.concat([...parts.flat(), Buffer.from(`--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

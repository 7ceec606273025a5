import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttemptOutcome, OpenAttemptRequest, OpenAttemptResponse } from '@face-session/protocol';
import {
  addClient,
  createLogger,
  readConfig,
  startService,
  systemRandom,
  type ClientCredentials,
  type Config,
  type Limits,
  type Random,
  type NewClient,
  type Service,
  type Store,
} from '@face-session/server';
import type { Frame, Person } from './people.js';

/** A clock that runs with the real one and can be put forward. */
export interface TestClock {
  (): number;
  advance(milliseconds: number): void;
  /** Sets it forward or back, as an administrator or NTP does: the monotonic clock does not follow. */
  set(byMilliseconds: number): void;
  /** From here on only `advance` moves it, however slow the machine is. */
  freeze(): void;
  /** Only `advance` moves it until `work` has ended; then it runs on from where it stands. */
  frozenDuring<T>(work: () => Promise<T>): Promise<T>;
}

/** The service on a port of its own with a database file of its own. */
export interface Harness {
  readonly service: Service;
  readonly url: string;
  readonly folder: string;
  readonly clock: TestClock;
  /** Everything that was logged. */
  readonly log: string[];
  addClient(client?: Partial<NewClient>): Promise<TestClient>;
  /** The newest entry of a client's audit log. */
  lastAudit(client: TestClient): Promise<Awaited<ReturnType<Service['store']['auditLog']>>[number] | undefined>;
  /** Stops the service as a deployment does and starts it again on the same data. */
  restart(): Promise<void>;
  /** Stops the service and removes its folder. Rejects if a call answered an error that its declaration lacks. */
  close(): Promise<void>;
}

/** A frame of a burst that has no file in it. */
interface FrameSentAhead {
  readonly capturedAtMs: number;
  readonly ahead: true;
}

/** The service's answer to a burst that asks for gestures. */
type Challenge = Extract<AttemptOutcome, { outcome: 'challenged' }>;

export interface TestClient extends ClientCredentials {
  /** Asks the token endpoint. */
  token(parameters?: Readonly<Record<string, string>>): Promise<string>;
  /** Makes a session from an ID photo, with this token or one of the client's. */
  createSession(photo: Uint8Array, token?: string): Promise<string>;
  /** Calls with the client's token; `sessionId` and the rest become headers. */
  call(path: string, init?: RequestInit & { readonly session?: string; readonly token?: string }): Promise<Response>;
  open(sessionId: string, wishes?: OpenAttemptRequest, headers?: Readonly<Record<string, string>>): Promise<OpenAttemptResponse>;
  upload(
    sessionId: string,
    attemptId: string,
    kind: 'frames' | 'burst' | 'gestures',
    frames: readonly (Frame | FrameSentAhead)[],
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** An attempt of a session by a person who is asked for gestures and does them; what the service answered to both uploads. */
  attemptWithGestures(sessionId: string, person: Person): Promise<{ challenge: Challenge; outcome: AttemptOutcome }>;
  /** Opens an attempt and sends its burst when its frames can have been taken. */
  attempt(
    sessionId: string,
    frames: readonly Frame[],
    wishes?: OpenAttemptRequest,
    headers?: Readonly<Record<string, string>>,
  ): Promise<AttemptOutcome>;
}

/** Limits that no test reaches by itself. */
export const generous: Limits = {
  authenticationFailuresPerMinute: 10_000,
  tokensPerMinute: 10_000,
  photosPerMinute: 10_000,
  attemptCallsPerMinute: 10_000,
  unknownIdentifiersPerMinute: 10_000,
  traceEventsPerMinute: 10_000,
  picturesInFlight: 64,
  picturesInFlightPerAddress: 64,
  picturesInFlightPerClient: 64,
};

/** The first of all sequences; of one gesture: TURN_LEFT. */
const SEQUENCE = 0;

interface HarnessOptions {
  readonly clockAheadMs?: number;
  /** Settings of the service over a free port, a fresh folder, one worker and one gesture. */
  readonly environment?: Readonly<Record<string, string>>;
  /** A store in place of a SQLite file. */
  readonly store?: Store;
  /** Where gestures and identifiers come from; unless given, the first gesture is drawn every time: what is tested is the service, not the judge. */
  readonly random?: Random;
}

/** The settings of a service that a test starts with a clock of its own. */
const ONE_OF_EACH = { BASE_URL: 'http://localhost:0', WORKERS: '1', GESTURE_COUNT: '1' };

export async function startHarness(over: Partial<Config> = {}, options: HarnessOptions = {}): Promise<Harness> {
  const { environment = ONE_OF_EACH, store } = options;
  const folder = await mkdtemp(join(tmpdir(), 'face-session-server-'));
  let offset = 0;
  let frozenAt: number | null = null;
  /** Who wants it frozen: `freeze` for good, `frozenDuring` as long as its work takes. */
  let holders = 0;
  let ahead = options.clockAheadMs ?? 0;
  const monotonicClock = (): number => (frozenAt ?? Date.now()) + offset;
  const clock: TestClock = Object.assign(() => monotonicClock() + ahead, {
    set(byMilliseconds: number) {
      ahead += byMilliseconds;
    },
    freeze() {
      holders++;
      frozenAt ??= Date.now();
    },
    async frozenDuring<T>(work: () => Promise<T>): Promise<T> {
      clock.freeze();
      try {
        return await work();
      } finally {
        if (--holders === 0 && frozenAt !== null) {
          offset += frozenAt - Date.now();
          frozenAt = null;
        }
      }
    },
    advance(milliseconds: number) {
      offset += milliseconds;
    },
  });
  const log: string[] = [];
  const config: Config = {
    ...readConfig({ PORT: '0', DATA_DIR: folder, ...environment }),
    ...over,
  };
  const logger = createLogger('debug', { write: (line: string) => void log.push(line) });
  const random = options.random ?? { ...systemRandom, integer: () => SEQUENCE };
  const undeclared: string[] = [];
  const onUndeclaredError = (message: string): void => void undeclared.push(message);
  let service = await startService({ config, clock, monotonicClock, random, logger, onUndeclaredError, ...(store && { store }) }).catch(
    async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    },
  );
  const harness: Harness = {
    get service() {
      return service;
    },
    get url() {
      return service.config.baseURL;
    },
    folder,
    clock,
    log,
    async addClient(client = {}) {
      return clientOf(harness, await addClient(service, { name: 'Bank', ...client }));
    },
    async lastAudit({ clientId }) {
      return (await service.store.auditLog({ clientId, limit: 1 }))[0];
    },
    async restart() {
      const { config: running } = service;
      await service.close();
      service = await startService({ config: running, clock, monotonicClock, random, logger, onUndeclaredError });
    },
    async close() {
      await service.close();
      await rm(folder, { recursive: true, force: true });
      if (undeclared.length > 0) throw new Error(undeclared.join('\n'));
    },
  };
  return harness;
}

/** How long a client of a test uses one token, in milliseconds. */
const TOKEN_REUSED_MS = 25 * 60 * 1000;

function clientOf(harness: Harness, credentials: ClientCredentials): TestClient {
  let cached: string | undefined;
  let cachedAt = 0;
  const client: TestClient = {
    ...credentials,
    async token(parameters = {}) {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: credentials.clientId,
        client_secret: credentials.clientSecret,
        ...parameters,
      });
      const response = await fetch(`${harness.url}/api/oauth/token`, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    },
    async call(path, { session, token, ...init } = {}) {
      // A token lives for half an hour of the harness's clock.
      if (cached === undefined || Math.abs(harness.clock() - cachedAt) > TOKEN_REUSED_MS) {
        cached = await client.token();
        cachedAt = harness.clock();
      }
      const headers = new Headers(init.headers);
      if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token ?? cached}`);
      if (session !== undefined) headers.set('UQ-Session-ID', session);
      return fetch(`${harness.url}${path}`, { ...init, headers });
    },
    async createSession(photo, token) {
      const response = await client.call('/api/v1/face', { method: 'POST', body: photoForm(photo), ...(token !== undefined && { token }) });
      if (response.status !== 201) throw new Error(`No session: ${await response.text()}`);
      return ((await response.json()) as { sessionId: string }).sessionId;
    },
    async open(sessionId, wishes = {}, headers = {}) {
      const response = await client.call('/api/v1/attempts', {
        method: 'POST',
        session: sessionId,
        body: JSON.stringify(wishes),
        headers: { 'content-type': 'application/json', ...headers },
      });
      if (response.status !== 201) throw new Error(`No attempt: ${await response.text()}`);
      return (await response.json()) as OpenAttemptResponse;
    },
    upload(sessionId, attemptId, kind, frames, headers = {}) {
      return client.call(`/api/v1/attempts/${attemptId}/${kind}`, { method: 'POST', session: sessionId, body: frameForm(frames), headers });
    },
    // The clock stands while an attempt is under way: its pictures arrive when they are said to, however slow the machine is.
    attemptWithGestures: (sessionId, person) =>
      harness.clock.frozenDuring(async () => {
        const { attemptId } = await client.open(sessionId, { activeLiveness: true });
        const burst = person.burst();
        harness.clock.advance(1_500);
        const challenge = (await (await client.upload(sessionId, attemptId, 'burst', burst)).json()) as AttemptOutcome;
        if (challenge.outcome !== 'challenged') throw new Error(`No challenge: ${JSON.stringify(challenge)}`);
        const frames = await person.gestures(challenge.gestures, 2_500);
        harness.clock.advance(frames.at(-1)!.capturedAtMs - 1_000);
        const response = await client.upload(sessionId, attemptId, 'gestures', frames);
        return { challenge, outcome: (await response.json()) as AttemptOutcome };
      }),
    attempt: (sessionId, frames, wishes, headers) =>
      harness.clock.frozenDuring(async () => {
        const { attemptId } = await client.open(sessionId, wishes, headers);
        harness.clock.advance((frames.at(-1)?.capturedAtMs ?? 0) + 200);
        const response = await client.upload(sessionId, attemptId, 'burst', frames, headers);
        if (response.status !== 200) throw new Error(`No outcome: ${await response.text()}`);
        return (await response.json()) as AttemptOutcome;
      }),
  };
  return client;
}

/** A service with a deployment's defaults, one client, and what that customer's backend does. */
export interface TestService {
  readonly service: Service;
  readonly baseURL: string;
  readonly client: ClientCredentials;
  /** An access token with all scopes of the client. */
  token(): Promise<string>;
  /** Makes a session from an ID photo, JPEG or PNG. */
  createSession(token: string, photo: Uint8Array): Promise<string>;
  /** Rejects if a call answered an error that its declaration lacks. */
  close(): Promise<void>;
}

/**
 * Starts the service with its own defaults and clock: models, SQLite file, HTTP port.
 * @param environment of the service, over a free port and a fresh folder
 */
export async function startTestService(environment: Readonly<Record<string, string>> = {}, store?: Store): Promise<TestService> {
  const harness = await startHarness({}, { environment, random: systemRandom, ...(store && { store }) });
  const client = await harness.addClient({ name: 'Test customer' });
  return {
    service: harness.service,
    baseURL: harness.url,
    client,
    token: () => client.token(),
    createSession: (token, photo) => client.createSession(photo, token),
    close: () => harness.close(),
  };
}

export function photoForm(photo: Uint8Array, name = 'idPhoto'): FormData {
  const form = new FormData();
  form.append(name, new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'photo.jpg');
  return form;
}

export function frameForm(frames: readonly (Frame | FrameSentAhead)[]): FormData {
  const form = new FormData();
  form.append('frames', JSON.stringify(frames.map((frame) => ({ ...frame, jpeg: undefined }))));
  for (const frame of frames)
    if ('jpeg' in frame) form.append('frame', new Blob([new Uint8Array(frame.jpeg)], { type: 'image/jpeg' }), 'frame.jpg');
  return form;
}

/** The claims of a compact JWS, unverified. */
export function claimsOf(
  jws: string,
): Record<string, unknown> & { data: { face?: Record<string, unknown>; sessionId: string; nonce?: string } } {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as ReturnType<typeof claimsOf>;
}

/** The error code of an answer. */
export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}

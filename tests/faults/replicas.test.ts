import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttemptOutcome, OpenAttemptResponse } from '@face-session/protocol';
import { addClient, openParts, openStore, readConfig, type ClientCredentials, type Store } from '@face-session/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photoForm } from '../kit/service.js';
import { attemptFrom, burstTo, RefusedCall, sessionFrom, tokenFrom } from '../kit/session-calls.js';
import { loadPeople, type Person } from '../kit/people.js';
import { startPostgres, type TestPostgres } from '../kit/databases.js';
import { startReplica, type Replica } from '../kit/process.js';

/* Replicas that are killed, databases that go away: what is charged stays charged, what failed stays failed. */

const MASTER_KEY = Buffer.alloc(32, 9).toString('base64');
/** How often a service is killed during attempts on each database; `FAULT_KILLS=20` for the full measure. */
const KILLS = Number(process.env.FAULT_KILLS ?? 1);
/** How long the database is away; `FAULT_GONE_SECONDS=30` for the full measure. */
const GONE_SECONDS = Number(process.env.FAULT_GONE_SECONDS ?? 2);

let anna: Person;
let ben: Person;
let folder: string;
beforeAll(async () => {
  [{ anna, ben }, folder] = await Promise.all([loadPeople(), mkdtemp(join(tmpdir(), 'face-session-faults-'))]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Token {
  readonly value: string;
}

const tokenOf = async (replica: Replica, credentials: ClientCredentials): Promise<Token> => ({
  value: await tokenFrom(replica.url, credentials),
});
const createSession = (replica: Replica, token: Token): Promise<string> => sessionFrom(replica.url, token.value, anna.photo);
/** The value that a call has, or the code with which it was refused. */
const orCode = <Value>(call: Promise<Value>): Promise<Value | string> =>
  call.catch((error: unknown) => {
    if (error instanceof RefusedCall && error.code !== undefined) return error.code;
    throw error;
  });
const open = (replica: Replica, token: Token, sessionId: string): Promise<OpenAttemptResponse | string> =>
  orCode(attemptFrom(replica.url, token.value, sessionId));
const burst = (replica: Replica, token: Token, sessionId: string, attemptId: string, person: Person): Promise<AttemptOutcome | string> =>
  orCode(burstTo(replica.url, token.value, sessionId, attemptId, person));
const hash = (identifier: string): string => createHash('sha256').update(identifier).digest('hex');

/** Kills a replica at a random moment of an attempt of another person's, then lets the session go on at `next()`. */
async function killDuringAttempt(
  victim: Replica,
  next: () => Promise<Replica>,
  credentials: ClientCredentials,
  store: Store,
): Promise<void> {
  const token = await tokenOf(victim, credentials);
  const sessionId = await createSession(victim, token);
  const opened = await open(victim, token, sessionId);
  if (typeof opened === 'string') throw new Error(opened);
  const answer = burst(victim, token, sessionId, opened.attemptId, ben).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 1_300 + Math.random() * 500));
  await victim.kill();
  const outcome = await answer;
  const after = await store.findSession(hash(sessionId), credentials.clientId, Date.now());
  // A verdict that was told was recorded; a kill in the middle gives no attempt back.
  if (outcome !== null) expect(after?.failed).toBe(1);
  expect(after?.charged).toBeGreaterThanOrEqual(after?.failed ?? 0);

  const other = await next();
  const renewed = await tokenOf(other, credentials);
  let judged = 0;
  for (;;) {
    const again = await open(other, renewed, sessionId);
    if (typeof again === 'string') {
      expect(again).toBe('SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS');
      break;
    }
    expect(await burst(other, renewed, sessionId, again.attemptId, ben)).toMatchObject({ outcome: 'failed' });
    judged++;
  }
  expect(judged).toBe(3 - (after?.charged ?? 0));
  expect((await store.findSession(hash(sessionId), credentials.clientId, Date.now()))?.charged).toBe(3);
}

/** Kills a replica at a random moment of the right person's attempt, then lets them try again at `next()`: one success in all, told or not. */
async function killDuringSuccess(
  victim: Replica,
  next: () => Promise<Replica>,
  credentials: ClientCredentials,
  store: Store,
): Promise<void> {
  const token = await tokenOf(victim, credentials);
  const sessionId = await createSession(victim, token);
  const opened = await open(victim, token, sessionId);
  if (typeof opened === 'string') throw new Error(opened);
  const answer = burst(victim, token, sessionId, opened.attemptId, anna).catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, 1_300 + Math.random() * 500));
  await victim.kill();
  const outcome = await answer;
  const after = await store.findSession(hash(sessionId), credentials.clientId, Date.now());
  if (outcome !== null) expect(after?.status).toBe('passed');

  const other = await next();
  const renewed = await tokenOf(other, credentials);
  const again = await open(other, renewed, sessionId);
  if (after?.status === 'passed') expect(again).toBe('SESSION_EXPIRED');
  else {
    if (typeof again === 'string') throw new Error(again);
    expect(await burst(other, renewed, sessionId, again.attemptId, anna)).toMatchObject({ outcome: 'passed' });
    expect(await open(other, renewed, sessionId)).toBe('SESSION_EXPIRED');
  }
  const result = await fetch(`${other.url}/api/v1/info/${sessionId}`, { headers: { authorization: `Bearer ${renewed.value}` } });
  expect(result.status).toBe(200);
}

describe('two replicas on PostgreSQL', () => {
  let postgres: TestPostgres;
  let environment: Record<string, string>;
  let store: Store;
  let credentials: ClientCredentials;
  let replicas: Replica[];
  beforeAll(async () => {
    postgres = await startPostgres();
    environment = {
      DATABASE_URL: await postgres.createDatabase(),
      MASTER_KEY,
      BASE_URL: 'http://localhost:1',
      ATTEMPT_CALLS_PER_MINUTE: '10000',
    };
    const parts = await openParts({ ...readConfig(environment), logLevel: 'silent' });
    store = parts.store;
    await store.migrate();
    credentials = await addClient(parts, { name: 'Bank' });
    replicas = await Promise.all([startReplica(environment), startReplica(environment)]);
  });
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.kill()));
    await store.close();
    await postgres.close();
  });

  it('share sessions, attempts and the result: opened here, judged there, read here', async () => {
    const [one, two] = replicas as [Replica, Replica];
    const token = await tokenOf(one, credentials);
    const sessionId = await createSession(one, token);
    const opened = await open(two, token, sessionId);
    if (typeof opened === 'string') throw new Error(opened);
    expect(await burst(one, token, sessionId, opened.attemptId, anna)).toMatchObject({ outcome: 'passed' });
    const result = await fetch(`${two.url}/api/v1/info/${sessionId}`, { headers: { authorization: `Bearer ${token.value}` } });
    expect(result.status).toBe(200);
    expect(await open(two, token, sessionId)).toBe('SESSION_EXPIRED');
  });

  it(`lose nothing and give nothing when one is killed during an attempt, ${KILLS} times`, { timeout: 60_000 * KILLS }, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const [victim, other] = replicas as [Replica, Replica];
      await killDuringAttempt(victim, () => Promise.resolve(other), credentials, store);
      replicas = [other, await startReplica(environment)];
    }
  });

  it(`give one success when one is killed during it, ${KILLS} times`, { timeout: 60_000 * KILLS }, async () => {
    for (let kill = 0; kill < KILLS; kill++) {
      const [victim, other] = replicas as [Replica, Replica];
      await killDuringSuccess(victim, () => Promise.resolve(other), credentials, store);
      replicas = [other, await startReplica(environment)];
    }
  });

  it('charge exactly what is allowed when fifty attempts of one session are submitted at once to both', { timeout: 120_000 }, async () => {
    const [one] = replicas as [Replica];
    const token = await tokenOf(one, credentials);
    const sessionId = await createSession(one, token);
    const attempt = async (replica: Replica): Promise<number> => {
      const opened = await open(replica, token, sessionId);
      if (typeof opened === 'string') return 0;
      return typeof (await burst(replica, token, sessionId, opened.attemptId, ben)) === 'string' ? 0 : 1;
    };
    let judged = 0;
    // Of fifty at once, many replace or refuse each other: until none is left, they come again.
    for (let round = 0; round < 10 && judged < 3; round++) {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => attempt(replicas[index % 2]!)));
      judged += answers.reduce((sum, each) => sum + each, 0);
    }
    expect(judged).toBe(3);
    expect(await store.findSession(hash(sessionId), credentials.clientId, Date.now())).toMatchObject({
      charged: 3,
      failed: 3,
      status: 'exhausted',
    });
  });

  it('answer every call cleanly while the database is gone, and go on by themselves where they were', { timeout: 90_000 }, async () => {
    const [one, two] = replicas as [Replica, Replica];
    const token = await tokenOf(one, credentials);
    const headers = { authorization: `Bearer ${token.value}` };
    const sessionId = await createSession(one, token);
    const calls = ({ url }: Replica): Promise<Response>[] => [
      fetch(`${url}/api/v1/face`, { method: 'POST', body: photoForm(anna.photo), headers }),
      fetch(`${url}/api/v1/attempts`, {
        method: 'POST',
        body: '{}',
        headers: { ...headers, 'UQ-Session-ID': sessionId, 'content-type': 'application/json' },
      }),
      fetch(`${url}/api/v1/info/${sessionId}`, { headers }),
    ];
    await postgres.stop();
    for (const end = Date.now() + GONE_SECONDS * 1000; Date.now() < end;) {
      for (const response of await Promise.all(replicas.flatMap(calls))) {
        expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'BUSY']);
        expect(response.headers.get('retry-after')).toBe('1');
      }
      expect((await fetch(`${two.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${two.url}/healthz`)).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await postgres.start();
    for (const replica of replicas) {
      await expect.poll(async () => (await fetch(`${replica.url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
    }
    // No attempt was charged for a call that was answered with an error.
    const opened = await open(two, token, sessionId);
    if (typeof opened === 'string') throw new Error(opened);
    expect(await burst(one, token, sessionId, opened.attemptId, anna)).toMatchObject({ outcome: 'passed' });
    expect(await store.findSession(hash(sessionId), credentials.clientId, Date.now())).toMatchObject({ charged: 1, failed: 0 });
  });
});

describe('one service on SQLite', () => {
  it('loses nothing and gives nothing when it is killed during an attempt and started again', { timeout: 90_000 * KILLS }, async () => {
    const environment = { DATA_DIR: folder, MASTER_KEY, BASE_URL: 'http://localhost:1' };
    const config = { ...readConfig(environment), logLevel: 'silent' as const };
    const parts = await openParts(config);
    await parts.store.migrate();
    const credentials = await addClient(parts, { name: 'Bank' });
    await parts.store.close();
    let replica = await startReplica(environment);
    const store = openStore(config.store);
    for (let kill = 0; kill < KILLS; kill++) {
      await killDuringAttempt(replica, async () => (replica = await startReplica(environment)), credentials, store);
      await killDuringSuccess(replica, async () => (replica = await startReplica(environment)), credentials, store);
    }
    await replica.kill();
    await store.close();
  });

  it('finishes what is under way when it is told to stop', { timeout: 60_000 }, async () => {
    const environment = { DATA_DIR: folder, MASTER_KEY, BASE_URL: 'http://localhost:1' };
    const parts = await openParts({ ...readConfig(environment), logLevel: 'silent' });
    const credentials = await addClient(parts, { name: 'Shop' });
    await parts.store.close();
    const replica = await startReplica(environment);
    const token = await tokenOf(replica, credentials);
    const sessionId = await createSession(replica, token);
    const opened = await open(replica, token, sessionId);
    if (typeof opened === 'string') throw new Error(opened);
    const answer = burst(replica, token, sessionId, opened.attemptId, anna);
    await new Promise((resolve) => setTimeout(resolve, 1_400));
    expect(await replica.stop()).toBe(0);
    expect(await answer).toMatchObject({ outcome: 'passed' });
  });
});

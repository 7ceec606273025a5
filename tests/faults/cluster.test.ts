import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { addClient, openParts, readConfig, type ClientCredentials, type Store } from '@face-session/server';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../kit/databases.js';
import { readOldStore, schemasFolder, writeOldStore, writtenNow } from '../kit/old-store.js';
import { loadPeople, type Person } from '../kit/people.js';
import { findPostgresPrograms, startPostgresPair, type PostgresPair } from '../kit/postgres-pair.js';
import { freePort, runCli, startReplica, type Replica } from '../kit/process.js';
import { hasProgram, startHaproxy, startNginx, startPgBouncer, type TestProxy } from '../kit/proxy.js';
import { attemptFrom, burstAheadTo, burstTo, RefusedCall, sessionFrom, tokenFrom } from '../kit/session-calls.js';

/*
 * Replicas over one PostgreSQL behind nginx, with the file of deploy/: what callers get over HTTP while replicas are killed, restarted and upgraded, keys are rotated
 * and the database moves to its standby. A run of its own: npm run test:faults.
 */

const MASTER_KEY = Buffer.alloc(32, 9).toString('base64');
const site = readFileSync(join(import.meta.dirname, '..', '..', 'deploy', 'nginx.conf'), 'utf8');
const versions = [...new Set((await readdir(schemasFolder)).map((file) => file.replace(/\..*$/, '')))].sort();
const [hasNginx, hasPgBouncer, hasHaproxy] = [
  await hasProgram('nginx', '-v'),
  await hasProgram('pgbouncer', '--version'),
  await hasProgram('haproxy', '-v'),
];
const postgresPrograms = await findPostgresPrograms();

let anna: Person;
let ben: Person;
beforeAll(async () => {
  ({ anna, ben } = await loadPeople());
});

const hash = (identifier: string): string => createHash('sha256').update(identifier).digest('hex');
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Guesses the secret of a client that does not exist, from an address of this machine. Resolves with the status. */
async function guessFrom(address: string, url: string): Promise<number> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: `c${String(Math.random())}`,
    client_secret: 'guess',
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
  const outgoing = request(`${url}/api/oauth/token`, { localAddress: address, method: 'POST', headers, agent: false });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode ?? 0;
}

/** What replicas wrote, for a test that fails. */
const outputs: (() => string)[] = [];

/** Replicas on ports that stay theirs, behind nginx. */
interface Cluster {
  readonly url: string;
  readonly replicas: Replica[];
  readonly credentials: ClientCredentials;
  readonly environment: Readonly<Record<string, string>>;
  /** The store without the service. */
  readonly store: Store;
  /** Starts the replica of that place again, on its port. */
  restart(index: number): Promise<void>;
  cli(command: string): Promise<void>;
  close(): Promise<void>;
}

async function startCluster(count: number, databaseURL: string, over: Readonly<Record<string, string>> = {}): Promise<Cluster> {
  const environment = {
    DATABASE_URL: databaseURL,
    MASTER_KEY,
    BASE_URL: 'http://localhost:1',
    TRUSTED_PROXIES: '1',
    ATTEMPT_CALLS_PER_MINUTE: '10000',
    TOKENS_PER_MINUTE: '100000',
    PHOTOS_PER_MINUTE: '100000',
    DATABASE_POOL: '4',
    PICTURES_IN_FLIGHT: '64',
    PICTURES_IN_FLIGHT_PER_ADDRESS: '64',
    PICTURES_IN_FLIGHT_PER_CLIENT: '64',
    ...over,
  };
  const parts = await openParts({ ...readConfig(environment), logLevel: 'silent' });
  const { store } = parts;
  // At once, as a deployment does: they wait for each other's migrations.
  const ports = await Promise.all(Array.from({ length: count }, freePort));
  const start = async (index: number): Promise<Replica> => {
    const replica = await startReplica({ ...environment, PORT: String(ports[index]) });
    outputs.push(() => replica.output());
    return replica;
  };
  const replicas = await Promise.all(ports.map((_, index) => start(index)));
  const credentials = await addClient(parts, { name: 'Bank' });
  const proxy = await startNginx(
    site,
    ports.map((port) => `127.0.0.1:${String(port)}`),
  );
  return {
    url: `http://127.0.0.1:${String(proxy.port)}`,
    replicas,
    credentials,
    environment,
    store,
    async restart(index) {
      replicas[index] = await start(index);
    },
    async cli(command) {
      const { code, stderr } = await runCli(command.split(' '), { PATH: process.env.PATH, ...environment });
      expect([code, stderr]).toEqual([0, '']);
    },
    async close() {
      await proxy.close();
      await Promise.all(replicas.map((replica) => replica.kill()));
      await store.close();
    },
  };
}

/** Waits until `run` can end within the minute in which it began: rates are counted by the minute. */
async function withinOneMinute<Value>(run: () => Promise<Value>): Promise<Value> {
  while (Date.now() % 60_000 > 20_000) await wait(250);
  const minute = Math.floor(Date.now() / 60_000);
  const value = await run();
  if (Math.floor(Date.now() / 60_000) !== minute) throw new Error('The machine was too slow: the calls took more than 40 seconds.');
  return value;
}

/** What callers got while something went on. */
interface Seen {
  /** Sessions that passed. */
  passed: number;
  /** Calls that were refused, by call, status and code: `burst 502 -`. */
  readonly refused: Record<string, number>;
  /** Sessions of which a call was refused in a way that is no invitation to come again. */
  readonly lost: string[];
}

/** Which answers an app or backend answers by repeating the call. A connection that broke is one too. */
const isRetried = (error: RefusedCall): boolean => [502, 503, 504].includes(error.status);

/** People who come one after another, each with a session of their own, until `over`: their calls are repeated when they can be. */
async function crowd(cluster: Cluster, size: number, work: () => Promise<void>): Promise<Seen> {
  const seen: Seen = { passed: 0, refused: {}, lost: [] };
  let over = false;
  const note = (error: unknown): void => {
    const key = error instanceof RefusedCall ? `${error.call} ${String(error.status)} ${error.code ?? '-'}` : `connection ${String(error)}`;
    seen.refused[key] = (seen.refused[key] ?? 0) + 1;
  };
  const again = async <Value>(call: () => Promise<Value>): Promise<Value> => {
    for (let tries = 1; ; tries++) {
      try {
        return await call();
      } catch (error) {
        note(error);
        if ((error instanceof RefusedCall && !isRetried(error)) || tries === 20) throw error;
        await wait(200);
      }
    }
  };
  const person = async (): Promise<void> => {
    while (!over) {
      let sessionId = '';
      try {
        const token = await again(() => tokenFrom(cluster.url, cluster.credentials));
        sessionId = await again(() => sessionFrom(cluster.url, token, anna.photo));
        for (let attempts = 0; ; attempts++) {
          const { attemptId } = await again(() => attemptFrom(cluster.url, token, sessionId));
          try {
            const { outcome } = await burstAheadTo(cluster.url, token, sessionId, attemptId, anna);
            if (outcome.outcome !== 'passed') throw new Error(`${outcome.outcome} ${JSON.stringify(outcome)}`);
            break;
          } catch (error) {
            note(error);
            // The burst may have been charged or not: the person stands there and tries again.
            if (attempts === 2 || (error instanceof RefusedCall && !isRetried(error))) throw error;
          }
        }
        seen.passed++;
      } catch (error) {
        const session =
          sessionId === '' ? null : await cluster.store.findSession(hash(sessionId), cluster.credentials.clientId, Date.now());
        // It passed, and the connection that told so broke: the backend reads the result.
        if (session?.status === 'passed') seen.passed++;
        else seen.lost.push(`${String(error)}; the session is ${session?.status ?? 'not there'}, ${String(session?.charged)} charged`);
      }
    }
  };
  const people = Array.from({ length: size }, person);
  try {
    await work();
  } finally {
    over = true;
    await Promise.all(people);
  }
  return seen;
}

afterEach(({ task }) => {
  if (task.result?.state === 'fail') for (const output of outputs.splice(0)) console.log(output());
});

describe.skipIf(!hasNginx).each([
  { count: 2, database: 'PostgreSQL', isPooled: false },
  { count: 3, database: 'PgBouncer', isPooled: true },
])('$count replicas behind nginx on $database', ({ count, isPooled }) => {
  let postgres: TestPostgres;
  let bouncer: TestProxy | undefined;
  let cluster: Cluster;
  beforeAll(async () => {
    if (isPooled && !hasPgBouncer) return;
    postgres = await startPostgres();
    let url = await postgres.createDatabase();
    if (isPooled) ({ bouncer, url } = await startPgBouncer(url));
    cluster = await startCluster(count, url, { AUTHENTICATION_FAILURES_PER_MINUTE: '7' });
  }, 240_000);
  afterAll(async () => {
    await cluster.close();
    await bouncer?.close();
    await postgres.close();
  });
  const test = it.skipIf(isPooled && !hasPgBouncer);

  test('count the guesses of one address together', { timeout: 120_000 }, async () => {
    const statuses = await withinOneMinute(() => Promise.all(Array.from({ length: 30 }, () => guessFrom('127.0.0.9', cluster.url))));
    expect(statuses.sort()).toEqual([...Array<number>(7).fill(401), ...Array<number>(23).fill(429)]);
    // Others at other addresses are not hurt.
    await tokenFrom(cluster.url, cluster.credentials);
  });

  test('charge exactly what is allowed when fifty attempts of one session come at once', { timeout: 180_000 }, async () => {
    const token = await tokenFrom(cluster.url, cluster.credentials);
    const sessionId = await sessionFrom(cluster.url, token, anna.photo);
    const attempt = async (): Promise<number> => {
      try {
        const { attemptId } = await attemptFrom(cluster.url, token, sessionId);
        expect(await burstTo(cluster.url, token, sessionId, attemptId, ben)).toMatchObject({ outcome: 'failed' });
        return 1;
      } catch (error) {
        // Each refusal is the service's own: attempts replace each other, and none is left in the end.
        if (error instanceof RefusedCall && error.code !== undefined) return 0;
        throw error;
      }
    };
    let judged = 0;
    for (let round = 0; round < 10 && judged < 3; round++) {
      const outcomes = await Promise.all(Array.from({ length: 50 }, attempt));
      judged += outcomes.reduce((sum, each) => sum + each, 0);
    }
    expect(judged).toBe(3);
    expect(await cluster.store.findSession(hash(sessionId), cluster.credentials.clientId, Date.now())).toMatchObject({
      charged: 3,
      failed: 3,
      status: 'exhausted',
    });
  });

  test('have the frames of a session that were sent ahead of its burst', { timeout: 120_000 }, async () => {
    const token = await tokenFrom(cluster.url, cluster.credentials);
    for (let round = 0; round < 6; round++) {
      const sessionId = await sessionFrom(cluster.url, token, anna.photo);
      const { attemptId } = await attemptFrom(cluster.url, token, sessionId);
      // The proxy sends all calls of a session to the same replica.
      expect(await burstAheadTo(cluster.url, token, sessionId, attemptId, anna)).toMatchObject({
        outcome: { outcome: 'passed' },
        arrived: 5,
        repeated: false,
      });
    }
  });

  test('take a burst whose frames another replica has, and charge it once', { timeout: 120_000 }, async () => {
    const [one, two] = cluster.replicas as [Replica, Replica];
    const token = await tokenFrom(one.url, cluster.credentials);
    const sessionId = await sessionFrom(one.url, token, anna.photo);
    const { attemptId } = await attemptFrom(one.url, token, sessionId);
    const { outcome, arrived } = await burstAheadTo(two.url, token, sessionId, attemptId, ben);
    expect([outcome.outcome, arrived]).toEqual(['failed', 0]);
    expect(await cluster.store.findSession(hash(sessionId), cluster.credentials.clientId, Date.now())).toMatchObject({
      charged: 1,
      failed: 1,
    });
  });

  test('refuse no call while keys are rotated, and publish the next key everywhere', { timeout: 180_000 }, async () => {
    const kidsOf = async (url: string): Promise<string[]> =>
      ((await (await fetch(`${url}/api/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    const before = await kidsOf(cluster.url);
    const seen = await crowd(cluster, 2, async () => {
      await cluster.cli('keys rotate');
      for (const { url } of cluster.replicas) await expect.poll(() => kidsOf(url)).toHaveLength(before.length + 1);
      await wait(3_000);
    });
    expect([seen.refused, seen.lost]).toEqual([{}, []]);
    expect(seen.passed).toBeGreaterThan(0);
  });

  test('refuse the tokens of a revoked key everywhere within seconds, and take new ones', { timeout: 180_000 }, async () => {
    const old = await tokenFrom(cluster.url, cluster.credentials);
    const sessionId = await sessionFrom(cluster.url, old, anna.photo);
    const statusOf = async (url: string, token: string): Promise<number> =>
      attemptFrom(url, token, sessionId).then(
        () => 201,
        (error: unknown) => (error instanceof RefusedCall ? error.status : 0),
      );
    await cluster.cli('keys rotate --revoke');
    for (const { url } of cluster.replicas) await expect.poll(() => statusOf(url, old)).toBe(401);
    const renewed = await tokenFrom(cluster.url, cluster.credentials);
    for (const { url } of [cluster, ...cluster.replicas]) expect(await statusOf(url, renewed)).toBe(201);
  });

  test('refuse no call while each is stopped and started again in turn', { timeout: 300_000 }, async () => {
    const seen = await crowd(cluster, 4, async () => {
      for (const [index, replica] of [...cluster.replicas].entries()) {
        expect(await replica.stop()).toBe(0);
        await cluster.restart(index);
      }
    });
    console.log(`${String(count)} replicas, restarted in turn: ${JSON.stringify(seen)}`);
    expect([seen.refused, seen.lost]).toEqual([{}, []]);
    expect(seen.passed).toBeGreaterThan(count);
  });

  test('lose no session when each is killed in turn', { timeout: 300_000 }, async () => {
    const seen = await crowd(cluster, 4, async () => {
      for (const [index, replica] of [...cluster.replicas].entries()) {
        await wait(1_500);
        await replica.kill();
        await wait(1_500);
        await cluster.restart(index);
      }
    });
    console.log(`${String(count)} replicas, killed in turn: ${JSON.stringify(seen)}`);
    expect(seen.lost).toEqual([]);
    expect(seen.passed).toBeGreaterThan(count);
    // What was under way on the one that was killed, and nothing else: the proxy says so itself.
    expect(Object.keys(seen.refused).filter((key) => !/ 50[24] -$/.test(key))).toEqual([]);
  });
});

it.skipIf(!hasNginx)(
  'replicas that start at once on the store of the release before serve what it left open',
  { timeout: 240_000 },
  async () => {
    const postgres = await startPostgres();
    const url = await postgres.createDatabase();
    const old = writtenNow(await readOldStore());
    const connection = new pg.Client({ connectionString: url });
    await connection.connect();
    await writeOldStore(connection, old, versions);
    await connection.end();
    const cluster = await startCluster(3, url, { MASTER_KEY: old.masterKey, BASE_URL: old.baseURL, ENROLLMENTS: 'true' });
    const { bank, tester } = old;
    const token = await tokenFrom(cluster.url, bank);
    // Of every replica: the session of before, an enrolled face, a link and its hand-off.
    for (const at of [cluster, ...cluster.replicas]) {
      await attemptFrom(at.url, token, bank.sessionId);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const { enrollmentIdentifier } = bank;
      const recovery = await fetch(`${at.url}/api/v1/recoveries`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ enrollmentIdentifier }),
      });
      expect(recovery.status).toBe(201);
      const link = await fetch(`${at.url}/api/v1/links/${tester.linkId}`, {
        headers: { authorization: `Bearer ${await tokenFrom(at.url, tester)}` },
      });
      expect([link.status, await link.json()]).toMatchObject([200, { status: 'created' }]);
      const body = JSON.stringify({ token: tester.token, deviceKey: tester.computer });
      const handOff = await fetch(`${at.url}/api/v1/links/hand-off/state`, { method: 'POST', headers, body });
      expect([handOff.status, await handOff.json()]).toMatchObject([200, { handOff: 'waiting', code: tester.code }]);
    }
    await cluster.close();
    await postgres.close();
  },
);

describe.skipIf(!hasNginx || !hasHaproxy || postgresPrograms === null)('three replicas whose database moves to its standby', () => {
  let pair: PostgresPair;
  let database: TestProxy;
  let cluster: Cluster;
  beforeAll(async () => {
    pair = await startPostgresPair(postgresPrograms ?? '');
    const name = await pair.createDatabase();
    database = await startHaproxy([pair.primary, pair.standby]);
    cluster = await startCluster(3, `postgres://postgres@127.0.0.1:${String(database.port)}/${name}`);
  }, 240_000);
  afterAll(async () => {
    await cluster.close();
    await database.close();
    await pair.close();
  });

  it('answer 503 with a time meanwhile, then go on: no attempt comes back, no result is lost', { timeout: 300_000 }, async () => {
    const { url, credentials, store } = cluster;
    const token = await tokenFrom(url, credentials);
    const attemptOf = async (sessionId: string, person: Person): Promise<unknown> =>
      burstTo(url, token, sessionId, (await attemptFrom(url, token, sessionId)).attemptId, person);
    const [failing, passed] = [await sessionFrom(url, token, anna.photo), await sessionFrom(url, token, anna.photo)];
    expect(await attemptOf(failing, ben)).toMatchObject({ outcome: 'failed', remainingAttempts: 2 });
    expect(await attemptOf(passed, anna)).toMatchObject({ outcome: 'passed' });

    let refusals: (RefusedCall | string)[] = [];
    const seen = await crowd(cluster, 3, async () => {
      await wait(2_000);
      await pair.killPrimary();
      // Somebody has to notice first; the standby is read-only meanwhile.
      const call = (): Promise<RefusedCall | string> =>
        sessionFrom(url, token, anna.photo).then(
          () => 'created',
          (error: unknown) => (error instanceof RefusedCall ? error : String(error)),
        );
      for (let calls = 0; calls < 10; calls++) {
        refusals.push(await call());
        await wait(100);
      }
      await pair.promoteStandby();
      for (const replica of cluster.replicas) {
        await expect.poll(async () => (await fetch(`${replica.url}/readyz`)).status, { timeout: 30_000 }).toBe(200);
      }
      await wait(3_000);
    });
    console.log(`failover: ${JSON.stringify(seen)}`);
    for (const refusal of refusals) {
      if (!(refusal instanceof RefusedCall)) throw new Error(`Without a database: ${refusal}`);
      expect([refusal.status, refusal.code, refusal.headers.get('retry-after')]).toEqual([503, 'BUSY', '1']);
    }
    refusals = [];
    expect(seen.lost).toEqual([]);
    expect(Object.keys(seen.refused).filter((key) => !key.endsWith(' 503 BUSY'))).toEqual([]);
    expect(seen.passed).toBeGreaterThan(0);

    expect(await store.findSession(hash(failing), credentials.clientId, Date.now())).toMatchObject({ charged: 1, failed: 1 });
    expect(await attemptOf(failing, ben)).toMatchObject({ remainingAttempts: 1 });
    expect(await attemptOf(failing, ben)).toMatchObject({ remainingAttempts: 0 });
    const result = await fetch(`${url}/api/v1/info/${passed}`, { headers: { authorization: `Bearer ${token}` } });
    expect(result.status).toBe(200);
  });
});

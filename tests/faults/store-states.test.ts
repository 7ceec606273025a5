import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { addClient, openParts, readConfig, type ClientCredentials } from '@face-session/server';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { photoForm } from '../kit/service.js';
import { loadPeople, type Person } from '../kit/people.js';
import { startPostgres, type TestPostgres } from '../kit/databases.js';
import { hasProgram, startPgBouncer, type TestProxy } from '../kit/proxy.js';
import { freePort, runCli, startReplica, type Outcome, type Replica } from '../kit/process.js';

/* What a store can be beside well: a named fault at the start, 503 while the service runs, never 500. */

const MASTER_KEY = Buffer.alloc(32, 9).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 8).toString('base64');
const execute = promisify(execFile);

let folder: string;
let server: TestPostgres;
let anna: Person;
beforeAll(async () => {
  [folder, server, { anna }] = await Promise.all([mkdtemp(join(tmpdir(), 'face-session-states-')), startPostgres(), loadPeople()]);
}, 120_000);
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function cli(command: string, environment: Readonly<Record<string, string>>): Promise<Outcome> {
  const free = String(await freePort());
  return runCli(command.split(' '), { PATH: process.env.PATH, MASTER_KEY, DATA_DIR: folder, PORT: free, WORKERS: '1', ...environment });
}

async function prepared(environment: Readonly<Record<string, string>>): Promise<ClientCredentials> {
  const migrated = await cli('migrate', environment);
  expect([migrated.code, migrated.stderr]).toEqual([0, '']);
  const parts = await openParts({ ...readConfig({ MASTER_KEY, DATA_DIR: folder, ...environment }), logLevel: 'silent' });
  const credentials = await addClient(parts, { name: 'Bank' });
  await parts.store.close();
  return credentials;
}

const basic = ({ clientId, clientSecret }: ClientCredentials): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;

async function tokenRequest(replica: Replica, credentials: ClientCredentials): Promise<Response> {
  const body = new URLSearchParams({ grant_type: 'client_credentials' });
  return fetch(`${replica.url}/api/oauth/token`, { method: 'POST', body, headers: { authorization: basic(credentials) } });
}
async function tokenOf(replica: Replica, credentials: ClientCredentials): Promise<string> {
  return ((await (await tokenRequest(replica, credentials)).json()) as { access_token: string }).access_token;
}
const upload = (replica: Replica, token: string): Promise<Response> =>
  fetch(`${replica.url}/api/v1/face`, { method: 'POST', body: photoForm(anna.photo), headers: { authorization: `Bearer ${token}` } });
const statusOf = async (path: string, replica: Replica): Promise<number> => (await fetch(`${replica.url}${path}`)).status;

async function until(true_: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await true_());) {
    if (Date.now() > deadline) throw new Error('It did not become true.');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('at the start, one line says what is wrong and where', () => {
  it.each(['migrate', 'serve'])('%s: a host that nobody knows, a port where nobody listens', async (command) => {
    const unknown = await cli(command, { DATABASE_URL: 'postgres://user:secret@no-such-host.invalid:5433/db' });
    expect(unknown.code).toBe(1);
    expect(unknown.stderr.trim()).toMatch(
      /^The store is not available: PostgreSQL at no-such-host\.invalid:5433: .*(ENOTFOUND|EAI_AGAIN).*$/,
    );
    const port = await freePort();
    const refused = await cli(command, { DATABASE_URL: `postgres://user:secret@127.0.0.1:${port}/db` });
    expect(refused.stderr.trim()).toMatch(
      new RegExp(`^The store is not available: PostgreSQL at 127\\.0\\.0\\.1:${port}: .*ECONNREFUSED.*$`),
    );
    expect(unknown.stderr + refused.stderr).not.toContain('secret');
  });

  it('a wrong password, and a database that is not there', async () => {
    const url = await server.createDatabase();
    const password = await cli('migrate', { DATABASE_URL: url.replace('postgres:postgres@', 'postgres:wrong@') });
    const missing = await cli('migrate', { DATABASE_URL: url.replace(/[^/]+$/, 'no_such_database') });
    expect(password.stderr.trim()).toMatch(
      /^The store is not available: PostgreSQL at 127\.0\.0\.1:\d+: password authentication failed.*$/,
    );
    expect(missing.stderr.trim()).toMatch(/^The store is not available: .*database "no_such_database" does not exist.*$/);
  });

  it('a file that is no database, and a folder that is a file', async () => {
    const junk = join(folder, 'junk');
    await execute('mkdir', ['-p', junk]);
    await writeFile(join(junk, 'face-session.db'), 'this is no database '.repeat(200));
    const damaged = await cli('migrate', { DATA_DIR: junk });
    expect(damaged.stderr.trim()).toMatch(/^The store is not available: .*face-session\.db: .*not a database.*$/);
    const noFolder = await cli('migrate', { DATA_DIR: join(junk, 'face-session.db') });
    expect([noFolder.code, noFolder.stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(noFolder.stderr).toContain('The store is not available');
  });

  it('a folder that cannot be created for the master key', async () => {
    await writeFile(join(folder, 'file'), '');
    // Below /proc, Node's own way of creating a folder with those above it never returns.
    const place = process.platform === 'linux' ? '/proc/nowhere' : join(folder, 'file', 'below');
    const { code, stderr } = await cli('serve', { DATA_DIR: place, MASTER_KEY: '' });
    expect([code, stderr.trim()]).toEqual([1, expect.stringMatching(/^The master key file .* cannot be used: E[A-Z]+: .*$/)]);
  });

  it.each(['sqlite', 'postgres'])('another master key, on %s: neither serve nor migrate nor any command; doctor names it', async (kind) => {
    const environment: Record<string, string> =
      kind === 'postgres' ? { DATABASE_URL: await server.createDatabase() } : { DATA_DIR: join(folder, 'keyed') };
    await prepared(environment);
    for (const command of ['serve', 'migrate', 'client list']) {
      const refused = await cli(command, { ...environment, MASTER_KEY: OTHER_KEY });
      expect([refused.code, refused.stderr.trim()]).toEqual([
        1,
        expect.stringMatching(/^The master key is not the one of this store.*MASTER_KEY.*$/),
      ]);
    }
    const doctor = await cli('doctor', { ...environment, MASTER_KEY: OTHER_KEY });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toMatch(/FAIL {2}masterKey .*not the one of this store/);
    expect((await cli('client list', environment)).code).toBe(0);
  });
});

/** The `pg_dump` of this machine reads a server of its own version and older ones only. */
const dumpVersion = Number(/ (\d+)/.exec(String(spawnSync('pg_dump', ['--version']).stdout))?.[1] ?? 0);

/** Dumps a database and restores it into a new one by the commands of docs/backup.md, or by a copy of the server where `pg_dump` is too old. */
async function copyAsThePageSays(from: string): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'backup.md'), 'utf8');
  const [dump = '', restore = ''] = page.match(/^pg_(dump|restore) .*$/gm) ?? [];
  const client = new pg.Client({ connectionString: from });
  await client.connect();
  const { rows } = await client.query<{ major: number }>("select current_setting('server_version_num')::int / 10000 as major");
  await client.end();
  if (dumpVersion >= (rows[0]?.major ?? 0)) {
    const to = await server.createDatabase();
    await execute('sh', ['-ec', dump], { cwd: folder, env: { ...process.env, DATABASE_URL: from } });
    await execute('sh', ['-ec', restore], { cwd: folder, env: { ...process.env, DATABASE_URL: to } });
    return to;
  }
  const to = from.replace(/[^/]+$/, 'copied');
  const copy = async (url: string, statement: string): Promise<void> => {
    const connection = new pg.Client({ connectionString: url });
    await connection.connect();
    await connection.query(statement);
    await connection.end();
  };
  await copy(from.replace(/[^/]+$/, 'postgres'), `create database copied template ${from.split('/').at(-1) ?? ''}`);
  const leftOut = /--exclude-table-data='\(([^)]+)\)'/.exec(dump)?.[1]?.split('|') ?? [];
  await copy(to, `truncate ${leftOut.join(', ')}`);
  return to;
}

describe('PostgreSQL restored as docs/backup.md says', () => {
  it('has its clients and no session, and none of its keys is valid; another master key is refused', async () => {
    const from = await server.createDatabase();
    const { clientId } = await prepared({ DATABASE_URL: from });
    const parts = await openParts({ ...readConfig({ MASTER_KEY, DATABASE_URL: from }), logLevel: 'silent' });
    await parts.keys.ensureFresh(Infinity);
    const before = await parts.store.signingKeys(Date.now());
    await parts.store.createSession(
      { sessionHash: 's', clientId, createdAt: 1, expiresAt: 2e15, deleteAt: 2e15, maxAttempts: 3, templateSealed: Buffer.from('t') },
      { at: 1, event: 'session.created', clientId, sessionHash: 's', details: {} },
    );
    await parts.store.close();

    const to = await copyAsThePageSays(from);
    const refused = await cli('restore', { DATABASE_URL: to, MASTER_KEY: OTHER_KEY });
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('The master key is not the one of this store')]);
    const restored = await cli('restore', { DATABASE_URL: to });
    expect([restored.code, restored.stderr]).toEqual([0, '']);
    expect(restored.stdout).toContain(clientId);

    const there = await openParts({ ...readConfig({ MASTER_KEY, DATABASE_URL: to }), logLevel: 'silent' });
    const after = await there.store.signingKeys(Date.now());
    expect(before).toHaveLength(1);
    expect(after.map(({ kid }) => kid)).not.toContain(before[0]?.kid);
    expect(after).toHaveLength(1);
    expect(await there.store.deleteSession('s', clientId)).toBe(false);
    await there.store.close();
  });
});

describe('a second replica', () => {
  it('with another master key does not join', async () => {
    const environment = { DATABASE_URL: await server.createDatabase(), BASE_URL: 'http://localhost:1' };
    const first = await startReplica({ ...environment, MASTER_KEY });
    await expect(startReplica({ ...environment, MASTER_KEY: OTHER_KEY })).rejects.toThrow('The master key is not the one of this store');
    expect(await statusOf('/readyz', first)).toBe(200);
    await first.stop();
  });
});

describe('a database that takes no writes for a while', () => {
  it('is 503 everywhere, not ready, and goes on by itself: as a standby after a failover', { timeout: 90_000 }, async () => {
    const environment = { DATABASE_URL: await server.createDatabase(), MASTER_KEY, BASE_URL: 'http://localhost:1' };
    const credentials = await prepared(environment);
    const replica = await startReplica(environment);
    const token = await tokenOf(replica, credentials);
    const operator = new pg.Client({ connectionString: environment.DATABASE_URL });
    await operator.connect();
    const readOnly = async (on: boolean): Promise<void> => {
      await operator.query('set default_transaction_read_only = off');
      await operator.query(`alter system set default_transaction_read_only = ${on ? 'on' : 'off'}`);
      await operator.query('select pg_reload_conf()');
    };
    await readOnly(true);
    await until(async () => (await statusOf('/readyz', replica)) === 503);
    expect([(await tokenRequest(replica, credentials)).status, (await upload(replica, token)).status]).toEqual([503, 503]);
    expect(await statusOf('/healthz', replica)).toBe(200);
    await readOnly(false);
    await until(async () => (await statusOf('/readyz', replica)) === 200);
    expect((await upload(replica, token)).status).toBe(201);
    await operator.end();
    await replica.stop();
  });

  const prlimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;
  it.runIf(prlimit)(
    'is 503 from the first request, not ready, and goes on by itself: a full disk under SQLite',
    { timeout: 90_000 },
    async () => {
      const environment = { DATA_DIR: join(folder, 'full'), MASTER_KEY, BASE_URL: 'http://localhost:1' };
      const credentials = await prepared(environment);
      const replica = await startReplica({ ...environment, LOG_LEVEL: 'error' });
      const token = await tokenOf(replica, credentials);
      const largestFile = (bytes: string): void => {
        execFileSync('prlimit', ['--pid', String(replica.pid), `--fsize=${bytes}:`]);
      };
      largestFile('1024');
      const statuses: number[] = [];
      for (let request = 0; request < 3; request++) {
        statuses.push(
          (await upload(replica, token)).status,
          (await tokenRequest(replica, credentials)).status,
          await statusOf('/readyz', replica),
        );
      }
      expect(statuses).toEqual(Array.from({ length: 9 }, () => 503));
      expect(await statusOf('/healthz', replica)).toBe(200);
      expect(replica.output()).not.toContain('cannot rollback');
      largestFile('unlimited');
      await until(async () => (await statusOf('/readyz', replica)) === 200);
      expect((await upload(replica, token)).status).toBe(201);
      expect(await replica.stop()).toBe(0);
    },
  );
});

const hasPgBouncer = await hasProgram('pgbouncer', '--version');

describe.runIf(hasPgBouncer)('behind PgBouncer with transaction pooling and its defaults', () => {
  let bouncer: TestProxy;
  let environment: { DATABASE_URL: string; MASTER_KEY: string; BASE_URL: string };
  beforeAll(async () => {
    const behind = await startPgBouncer(await server.createDatabase());
    bouncer = behind.bouncer;
    environment = { DATABASE_URL: behind.url, MASTER_KEY, BASE_URL: 'http://localhost:1' };
  }, 200_000);
  afterAll(() => bouncer.close());

  it('migrates, serves a session and is found well by doctor', { timeout: 90_000 }, async () => {
    const credentials = await prepared(environment);
    const replica = await startReplica(environment);
    expect((await upload(replica, await tokenOf(replica, credentials))).status).toBe(201);
    expect(await statusOf('/readyz', replica)).toBe(200);
    await replica.stop();
    expect((await cli('doctor', environment)).stdout).toMatch(/ok {4}store/);
  });

  it('ends a statement of a transaction in time, and leaves no setting behind on a connection that others share', async () => {
    const parts = await openParts({ ...readConfig({ ...environment, DATA_DIR: folder }), logLevel: 'silent' });
    const blocker = new pg.Client({ connectionString: environment.DATABASE_URL });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('lock table facts, signing_keys in access exclusive mode');
    const key = {
      kid: 'blocked',
      generation: 99,
      algorithm: 'EdDSA',
      publicJwk: {},
      privateSealed: Buffer.of(1),
      createdAt: 1,
      activeAt: 1,
      expiresAt: null,
    } as const;
    await expect(parts.store.addSigningKey(key, { retireAt: 1 })).rejects.toThrow(/timeout/);
    await blocker.query('rollback');
    expect((await blocker.query('show statement_timeout')).rows).toEqual([{ statement_timeout: '0' }]);
    await blocker.end();
    await parts.store.close();
  });
});

import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openedWebhook, openStore, readConfig, startService, createLogger, type Store, type StoreLocation } from '@face-session/server';
import Database from 'libsql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../kit/databases.js';
import { readOldStore, schemasFolder, valuesOfRow, type StoredRow } from '../kit/old-store.js';

/* From every schema that was ever released to the newest, with the data of its time, on each database. */

const versions = [...new Set((await readdir(schemasFolder)).map((file) => file.replace(/\..*$/, '')))].sort();
const oldStore = await readOldStore();

/** PostgreSQL gives 64-bit integers as text. */
const rowOf = (row: object): StoredRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      value instanceof Uint8Array || value instanceof ArrayBuffer
        ? { base64: Buffer.from(value as Uint8Array).toString('base64') }
        : typeof value === 'string' && /^\d+$/.test(value)
          ? Number(value)
          : (value as string | number | null),
    ]),
  );

/** A database as another program sees it. */
interface Raw {
  readonly location: StoreLocation;
  run(script: string): Promise<void>;
  insert(table: string, row: StoredRow): Promise<void>;
  /** The rows of a table, as the fixture has them. */
  rows(table: string): Promise<StoredRow[]>;
  /** Its tables, columns and constraints. */
  schema(): Promise<unknown>;
  close(): Promise<void>;
}

let folder: string;
let server: TestPostgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-session-migrations-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

let files = 0;
function rawSqlite(): Promise<Raw> {
  const file = join(folder, `${++files}.db`);
  const connection = new Database(file);
  return Promise.resolve({
    location: { kind: 'sqlite', file },
    run: async (script) => Promise.resolve(void connection.exec(script)),
    insert: (table, row) => {
      const names = Object.keys(row);
      connection.prepare(`insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`).run(...valuesOfRow(row));
      return Promise.resolve();
    },
    rows: (table) => Promise.resolve((connection.prepare(`select * from ${table}`).all() as object[]).map(rowOf)),
    schema: () => Promise.resolve(connection.prepare('select name, sql from sqlite_master where sql is not null order by name').all()),
    close: () => Promise.resolve(void connection.close()),
  });
}

async function rawPostgres(): Promise<Raw> {
  const url = await server.createDatabase();
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  const rows = async (query: string): Promise<unknown> => (await connection.query(query)).rows;
  return {
    location: { kind: 'postgres', url, poolSize: 2 },
    run: async (script) => {
      await connection.query(script);
    },
    insert: async (table, row) => {
      const names = Object.keys(row);
      await connection.query(
        `insert into ${table} (${names.join()}) values (${names.map((_, index) => `$${index + 1}`).join()})`,
        valuesOfRow(row),
      );
    },
    rows: async (table) => ((await rows(`select * from ${table}`)) as object[]).map(rowOf),
    schema: async () => [
      await rows(`select table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
        where table_schema = 'public' order by 1, 2`),
      await rows(`select tablename, indexdef from pg_indexes where schemaname = 'public' order by 2`),
      await rows(`select conrelid::regclass::text as table_name, pg_get_constraintdef(oid) as definition from pg_constraint
        where connamespace = 'public'::regnamespace order by 1, 2`),
    ],
    close: () => connection.end(),
  };
}

/** Rows that every schema can hold, as the first release wrote them. */
const data = `
insert into clients (client_id, name, scopes, disabled, policy, created_at) values ('bank', 'Bank', '["KYC_FACE_FLOW"]', 0, '{}', 1);
insert into client_secrets (secret_id, client_id, secret_hash, created_at) values ('secret', 'bank', 'hash', 1);
insert into signing_keys (kid, generation, algorithm, public_jwk, private_sealed, created_at, active_at, expires_at)
  values ('old', 1, 'RS256', '{"kty":"RSA"}', 'sealed', 1, 1, 99), ('new', 2, 'RS256', '{"kty":"RSA"}', 'sealed', 2, 2, null);
insert into sessions (session_hash, client_id, status, created_at, expires_at, delete_at, max_attempts, charged, failed, last_failure, template_sealed)
  values ('session', 'bank', 'open', 1, 90, 99, 3, 2, 1, 'FACE_NO_MATCH', 'template');
insert into attempts (attempt_hash, session_hash, number, state, opened_at, sealed) values ('attempt', 'session', 3, 'open', 1, 'attempt');
insert into images (image_hash, session_hash, client_id, image_sealed, expires_at) values ('image', 'session', 'bank', 'selfie', 99);
insert into audit_log (at, event, client_id, session_hash, details) values (1, 'session.created', 'bank', 'session', '{}');
insert into trace_events (received_at, client_id, session_hash, fields) values (1, 'bank', 'session', '{"event":"START"}');
`;

async function released(raw: Raw, through: string): Promise<void> {
  await withSchema(raw, through);
  await raw.run(data);
}

async function withSchema(raw: Raw, through: string): Promise<void> {
  await raw.run('create table schema_migrations (version text primary key)');
  for (const version of versions.slice(0, versions.indexOf(through) + 1)) {
    await raw.run(await readFile(join(schemasFolder, `${version}.${raw.location.kind}.sql`), 'utf8'));
    await raw.run(`insert into schema_migrations (version) values ('${version}')`);
  }
}

async function withStore<Value>(raw: Raw, use: (store: Store) => Promise<Value>): Promise<Value> {
  const store = openStore(raw.location);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

describe.each([
  ['sqlite', rawSqlite],
  ['postgres', rawPostgres],
])('a store on %s', (_, open) => {
  it.each(versions)('of schema %s becomes the newest and loses nothing', async (version) => {
    const [raw, fresh] = [await open(), await open()];
    await released(raw, version);
    await withStore(raw, async (store) => {
      expect(await store.migrate()).toEqual(versions.slice(versions.indexOf(version) + 1));
      expect(await store.findClient('bank')).toMatchObject({ name: 'Bank', scopes: ['KYC_FACE_FLOW'], signingAlgorithm: 'RS256' });
      expect(await store.secretsOf('bank', 5)).toMatchObject([{ secretId: 'secret' }]);
      expect((await store.signingKeys(5)).map(({ kid, expiresAt }) => [kid, expiresAt])).toEqual([
        ['new', null],
        ['old', 99],
      ]);
      expect(await store.findSession('session', 'bank', 5)).toMatchObject({
        status: 'open',
        charged: 2,
        failed: 1,
        lastFailure: 'FACE_NO_MATCH',
      });
      expect(Buffer.from((await store.findImage('image', 'bank', 5))?.imageSealed ?? []).toString()).toBe('selfie');
      expect(await store.auditLog({ limit: 10 })).toMatchObject([{ event: 'session.created' }]);
      expect(await store.traceEvents({ clientId: 'bank', since: 0, limit: 10 })).toMatchObject([{ fields: { event: 'START' } }]);
      const key = { sessionHash: 'session', clientId: 'bank', attemptHash: 'attempt' };
      expect(await store.chargeAttempt(key, 5)).toMatchObject({ charged: true, number: 3, remaining: 0 });
    });
    await withStore(fresh, (store) => store.migrate());
    expect(await raw.schema()).toEqual(await fresh.schema());
    await expect(raw.run(`update sessions set charged = charged + 1`)).rejects.toThrow(/check/i);
    await Promise.all([raw.close(), fresh.close()]);
  });

  it(`that a service of schema ${oldStore.schema} wrote is served by this one, and keeps every row`, async () => {
    const raw = await open();
    const { at, masterKey, baseURL, bank, tester, tables } = oldStore;
    await withSchema(raw, oldStore.schema);
    for (const [table, rows] of Object.entries(tables)) for (const row of rows) await raw.insert(table, row);
    // As PostgreSQL does after rows that bring their numbers along: pg_restore sets the sequence.
    if (raw.location.kind === 'postgres') await raw.run(`select setval('audit_log_id_seq', (select max(id) from audit_log))`);
    const startedAt = Date.now();
    const service = await startService({
      config: {
        ...readConfig({ PORT: '0', BASE_URL: baseURL, DATA_DIR: folder, WORKERS: '1', MASTER_KEY: masterKey, ENROLLMENTS: 'true' }),
        store: raw.location,
      },
      // A minute later: the session and the hand-off are open.
      clock: () => at + 60_000 + Date.now() - startedAt,
      logger: createLogger('silent'),
    });
    try {
      const { port } = service.app.server.address() as { port: number };
      const url = `http://127.0.0.1:${port}`;
      for (const [table, rows] of Object.entries(tables)) {
        const kept = await raw.rows(table);
        for (const row of rows) expect(kept).toContainEqual(expect.objectContaining(row));
      }
      const call = async (
        path: string,
        body: object | undefined,
        headers: Record<string, string>,
      ): Promise<[number, Record<string, unknown>]> => {
        const response = await fetch(url + path, {
          headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
          ...(body && { method: 'POST', body: JSON.stringify(body) }),
        });
        return [response.status, (await response.json()) as Record<string, unknown>];
      };
      const tokenOf = async ({
        clientId,
        clientSecret,
      }: {
        clientId: string;
        clientSecret: string;
      }): Promise<{ authorization: string }> => {
        const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret });
        const response = await fetch(`${url}/api/oauth/token`, { method: 'POST', body });
        return { authorization: `Bearer ${((await response.json()) as { access_token: string }).access_token}` };
      };
      // The token was signed by the key in the old store, and the template was sealed there.
      const session = { authorization: `Bearer ${bank.sessionToken}`, 'uq-session-id': bank.sessionId };
      expect(await call('/api/v1/attempts', {}, session)).toMatchObject([201, {}]);
      const { enrollmentIdentifier } = bank;
      expect(await call('/api/v1/recoveries', { enrollmentIdentifier }, await tokenOf(bank))).toMatchObject([201, {}]);
      expect(await call(`/api/v1/links/${tester.linkId}`, undefined, await tokenOf(tester))).toMatchObject([200, { status: 'created' }]);
      const { token, computer: deviceKey, code } = tester;
      expect(await call('/api/v1/links/hand-off/state', { token, deviceKey }, {})).toMatchObject([200, { handOff: 'waiting', code }]);
      expect(await openedWebhook(service, bank.clientId)).toMatchObject({ url: 'https://bank.example/hook' });
    } finally {
      await service.close();
    }
    await raw.close();
  });

  it('is migrated once, however many replicas start on it at once', async () => {
    const raw = await open();
    await released(raw, versions[0] ?? '');
    const stores = Array.from({ length: 4 }, () => openStore(raw.location));
    const applied = await Promise.all(stores.map((store) => store.migrate()));
    expect(applied.flat().sort()).toEqual(versions.slice(1));
    await Promise.all(stores.map((store) => store.close()));
    await raw.close();
  });

  it('of a newer release is left alone: there is no way back', async () => {
    const raw = await open();
    await withStore(raw, (store) => store.migrate());
    await raw.run(`insert into schema_migrations (version) values ('9999-of-the-future')`);
    await withStore(raw, async (store) => {
      await expect(store.migrate()).rejects.toThrow('9999-of-the-future');
    });
    await raw.close();
  });
});

import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store, type StoreLocation } from '@face-session/server';
import Database from 'libsql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from './postgres.js';

/* From every schema that was ever released to the newest, with the data of its time, on each database. */

const schemas = join(import.meta.dirname, '..', '..', 'packages', 'server', 'src', 'store', 'sql', 'schemas');
const versions = [...new Set((await readdir(schemas)).map((file) => file.replace(/\..*$/, '')))].sort();

/** A database as another program sees it. */
interface Raw {
  readonly location: StoreLocation;
  run(script: string): Promise<void>;
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
  await raw.run('create table schema_migrations (version text primary key)');
  for (const version of versions.slice(0, versions.indexOf(through) + 1)) {
    await raw.run(await readFile(join(schemas, `${version}.${raw.location.kind}.sql`), 'utf8'));
    await raw.run(`insert into schema_migrations (version) values ('${version}')`);
  }
  await raw.run(data);
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

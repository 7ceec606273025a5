import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backUpSqlite, withBeside } from './backup.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';
import { migrations } from './migrations.js';
import type { Tables } from './schema.js';
import { sqlite } from './sqlite.js';

/* The sections Upgrade and Roll back of docs/backup.md, from the store of the release before. A release is the migrations that it knows. */

const newest = migrations.at(-1)?.version ?? '';
const releaseBefore = migrations.slice(0, -1);

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'face-session-roll-back-'));
  file = join(folder, 'face-session.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Starts a release on the store: what it migrates, and the clients it finds after `work`. */
async function start(release: readonly Migration[], work?: (db: Kysely<Tables>) => Promise<unknown>): Promise<unknown> {
  const kind = sqlite(file);
  const db = new Kysely<Tables>({ dialect: kind.dialect });
  try {
    const migrated = await migrate(db, kind, release);
    await work?.(db);
    const clients = await db.selectFrom('clients').select('client_id').orderBy('client_id').execute();
    return { migrated, clients: clients.map(({ client_id }) => client_id) };
  } finally {
    await db.destroy();
  }
}

const add = (clientId: string) => (db: Kysely<Tables>) =>
  db
    .insertInto('clients')
    .values({
      client_id: clientId,
      name: clientId,
      scopes: '[]',
      disabled: 0,
      policy: '{}',
      created_at: 1,
      signing_algorithm: 'RS256',
      test: 0,
    })
    .execute();

/** The store as the release before made it, by its schema. */
function storeOfReleaseBefore(): void {
  const database = new Database(file);
  database.exec('create table schema_migrations (version text primary key)');
  for (const { version } of releaseBefore) {
    database.exec(readFileSync(join(import.meta.dirname, 'schemas', `${version}.sqlite.sql`), 'utf8'));
    database.exec(`insert into schema_migrations (version) values ('${version}')`);
  }
  database.close();
}

it('a store is upgraded, refused by the release before, which names the schema, and works there again from the backup', async () => {
  storeOfReleaseBefore();
  expect(await start(releaseBefore, add('bank'))).toEqual({ migrated: [], clients: ['bank'] });
  // By the new release, which has not migrated the store yet.
  const backup = join(folder, 'face-session.backup.db');
  backUpSqlite(file, backup);
  expect(await start(migrations, add('late'))).toEqual({ migrated: [newest], clients: ['bank', 'late'] });
  await expect(start(releaseBefore)).rejects.toThrow(newest);

  for (const path of withBeside(file)) rmSync(path, { force: true });
  copyFileSync(backup, file);
  expect(await start(releaseBefore)).toEqual({ migrated: [], clients: ['bank'] });
  expect(await start(migrations)).toEqual({ migrated: [newest], clients: ['bank'] });
});

import { sql, type Kysely } from 'kysely';
import { SchemaTooNewError } from '../store.js';
import type { DatabaseKind } from './database.js';
import type { Migration } from './migration.js';
import { migrations } from './migrations.js';
import type { Tables } from './schema.js';

/*
 * Not Kysely's Migrator. It reads a column `name` of its own table, so it starts on none of the stores that were released ("no such column: name"). On SQLite it
 * has neither lock nor transaction: a migration that fails leaves its first half, and a command beside the service could migrate at the same time.
 */

/**
 * Applies what is pending, in one transaction under a lock; returns the versions applied.
 * @throws SchemaTooNewError if the store was migrated by a newer release.
 */
export async function migrate(db: Kysely<Tables>, kind: DatabaseKind, known: readonly Migration[] = migrations): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    await kind.lockMigrations(tx);
    await sql`create table if not exists schema_migrations (version text primary key)`.execute(tx);
    const applied = await appliedVersions(tx);
    refuseNewer(applied, known);
    const pending = known.filter((migration) => !applied.has(migration.version));
    for (const migration of pending) {
      await migration.up(tx, kind.types);
      await sql`insert into schema_migrations (version) values (${migration.version})`.execute(tx);
    }
    return pending.map((migration) => migration.version);
  });
}

/**
 * Versions that {@link migrate} would apply.
 * @throws SchemaTooNewError as it would
 */
export async function pendingMigrations(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables();
  const applied = tables.some((table) => table.name === 'schema_migrations') ? await appliedVersions(db) : new Set<string>();
  refuseNewer(applied, migrations);
  return migrations.filter((migration) => !applied.has(migration.version)).map((migration) => migration.version);
}

function refuseNewer(applied: ReadonlySet<string>, known: readonly Migration[]): void {
  const unknown = [...applied].filter((version) => !known.some((migration) => migration.version === version));
  if (unknown.length > 0) throw new SchemaTooNewError(unknown);
}

async function appliedVersions(db: Kysely<Tables>): Promise<Set<string>> {
  const { rows } = await sql<{ version: string }>`select version from schema_migrations`.execute(db);
  return new Set(rows.map((row) => row.version));
}

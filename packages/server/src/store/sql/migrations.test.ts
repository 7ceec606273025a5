import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Dialect,
} from 'kysely';
import { describe, expect, it } from 'vitest';
import type { SqlTypes } from './migration.js';
import { migrations } from './migrations.js';

/*
 * What each migration does is written down in schemas/, so that one that was released can never change unseen, and so that
 * tests/server/migrations.test.ts can start from every schema that was ever released. `-u` writes the file of a new one.
 */

const kinds: Record<string, { dialect: Dialect; types: SqlTypes }> = {
  sqlite: {
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    types: { bytes: 'blob', serial: 'integer' },
  },
  postgres: {
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    types: { bytes: 'bytea', serial: 'bigserial' },
  },
};

describe.each(Object.entries(kinds))('on %s', (kind, { dialect, types }) => {
  it.each(migrations.map((migration) => [migration.version, migration] as const))(
    '%s does what it did when it was released',
    async (version, migration) => {
      const statements: string[] = [];
      const db = new Kysely({
        dialect,
        log({ query }) {
          statements.push(`${query.sql};\n`);
        },
      });
      await migration.up(db, types);
      await expect(statements.join('')).toMatchFileSnapshot(`./schemas/${version}.${kind}.sql`);
    },
  );
});

import { Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate } from './migrate.js';
import { migrations } from './migrations.js';
import type { Tables } from './schema.js';
import { sqlite } from './sqlite.js';

/* From every released schema to the newest: tests/server/migrations.test.ts. */

async function tablesOf(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where sql is not null order by sql`.execute(db);
  return rows.map((row) => row.sql);
}

describe('a store', () => {
  it('is left as it was when a migration fails in its middle', async () => {
    const kind = sqlite(':memory:');
    const db = new Kysely<Tables>({ dialect: kind.dialect });
    await migrate(db, kind);
    const before = await tablesOf(db);
    const broken = {
      version: '9999-broken',
      async up(tx: Kysely<Tables>) {
        await sql`create table half_done (x text)`.execute(tx);
        throw new Error('broken');
      },
    };
    await expect(migrate(db, kind, [...migrations, broken])).rejects.toThrow('broken');
    expect(await tablesOf(db)).toEqual(before);
    await db.destroy();
  });
});

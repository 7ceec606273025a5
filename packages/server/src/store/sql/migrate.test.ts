import { Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrate, pendingMigrations } from './migrate.js';
import { migrations } from './migrations.js';
import type { Tables } from './schema.js';
import { sqlite } from './sqlite.js';

/* From every schema that was ever released to the newest, with the data of its time. The same on PostgreSQL: tests/server/store.test.ts starts empty. */

async function tablesOf(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ sql: string }>`select sql from sqlite_master where sql is not null order by sql`.execute(db);
  return rows.map((row) => row.sql);
}

describe('a store', () => {
  it.each(migrations.map(({ version }, index) => [version, index + 1] as const))(
    'of schema %s becomes the newest and keeps its data',
    async (_, count) => {
      const kind = sqlite(':memory:');
      const db = new Kysely<Tables>({ dialect: kind.dialect });
      await migrate(db, kind, migrations.slice(0, count));
      await sql`insert into clients (client_id, name, scopes, disabled, policy, created_at) values ('c', 'Bank', '[]', 0, '{}', 1)`.execute(
        db,
      );
      await sql`insert into sessions (session_hash, client_id, status, created_at, expires_at, delete_at, max_attempts, charged, failed)
      values ('s', 'c', 'open', 1, 2, 3, 3, 1, 1)`.execute(db);
      expect(await migrate(db, kind)).toEqual(migrations.slice(count).map(({ version }) => version));
      expect(await pendingMigrations(db)).toEqual([]);
      expect(await db.selectFrom('sessions').select(['session_hash', 'charged']).execute()).toEqual([{ session_hash: 's', charged: 1 }]);
      const freshKind = sqlite(':memory:');
      const fresh = new Kysely<Tables>({ dialect: freshKind.dialect });
      await migrate(fresh, freshKind);
      expect(await tablesOf(db)).toEqual(await tablesOf(fresh));
      await Promise.all([db.destroy(), fresh.destroy()]);
    },
  );

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

  it('lets the database itself refuse a fourth attempt', async () => {
    const kind = sqlite(':memory:');
    const db = new Kysely<Tables>({ dialect: kind.dialect });
    await migrate(db, kind);
    await sql`insert into sessions (session_hash, client_id, status, created_at, expires_at, delete_at, max_attempts, charged, failed)
      values ('s', 'c', 'open', 1, 2, 3, 3, 3, 0)`.execute(db);
    await expect(sql`update sessions set charged = charged + 1`.execute(db)).rejects.toThrow('CHECK');
    await db.destroy();
  });
});

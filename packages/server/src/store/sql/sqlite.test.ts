import { Kysely, sql } from 'kysely';
import { afterAll, describe, expect, it } from 'vitest';
import type { Tables } from './schema.js';
import { sqlite } from './sqlite.js';

const kind = sqlite(':memory:');
const db = new Kysely<Tables>({ dialect: kind.dialect });
afterAll(() => db.destroy());

/** As SQLite numbers them. */
const [NORMAL, FULL] = [1, 2];

async function synchronous(connection: Kysely<Tables>): Promise<number | undefined> {
  return (await sql<{ synchronous: number }>`pragma synchronous`.execute(connection)).rows[0]?.synchronous;
}

describe('SQLite', () => {
  it('takes a commit to the disk before it is answered, but for one that was made lazily', async () => {
    expect(await synchronous(db)).toBe(FULL);
    expect(await kind.commitLazily(db, synchronous)).toBe(NORMAL);
    expect(await synchronous(db)).toBe(FULL);
  });

  it('does so again after a lazy commit that failed, and for those that waited meanwhile', async () => {
    const failing = kind.commitLazily(db, () => Promise.reject(new Error('no')));
    const waiting = synchronous(db);
    await expect(failing).rejects.toThrow('no');
    expect(await waiting).toBe(FULL);
  });

  it('can make a transaction lazily', async () => {
    const inside = kind.commitLazily(db, (lazy) => lazy.transaction().execute(synchronous));
    expect(await inside).toBe(NORMAL);
    expect(await synchronous(db)).toBe(FULL);
  });
});

describe('SQLite on a full disk', () => {
  it('reports the disk, not the rollback of a transaction that SQLite has ended itself', async () => {
    const small = sqlite(':memory:');
    const full = new Kysely<Tables>({ dialect: small.dialect });
    await sql`create table pictures (bytes blob)`.execute(full);
    await sql`pragma max_page_count = 10`.execute(full);
    const fill = (): Promise<unknown> =>
      full.transaction().execute((tx) => sql`insert into pictures values (zeroblob(1000000))`.execute(tx));
    const fault: unknown = await fill().catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'SQLITE_FULL' });
    expect(small.isUnavailable(fault)).toBe(true);
    await full.destroy();
  });
});

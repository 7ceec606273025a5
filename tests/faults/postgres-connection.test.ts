import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type TestPostgres } from '../kit/databases.js';
import { postgres } from '../../packages/server/src/store/sql/postgres.js';

let server: TestPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.close());

it('a connection that ends between two statements of a transaction fails the next one, and not the process', async () => {
  const url = await server.createDatabase();
  const database = postgres(url, { poolSize: 2 });
  const db = new Kysely<Record<string, never>>({ dialect: database.dialect });
  const operator = new pg.Client({ connectionString: url });
  await operator.connect();
  const transaction = db.transaction().execute(async (inside) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(inside);
    await operator.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    const isThere = async (): Promise<number | null> =>
      (await operator.query('select 1 from pg_stat_activity where pid = $1', [rows[0]?.pid])).rowCount;
    await expect.poll(isThere).toBe(0);
    // The end of the connection arrives after the end of the process that served it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    await sql`select 1`.execute(inside);
  });
  const error = await transaction.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Error);
  expect(database.isUnavailable(error)).toBe(true);
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  await operator.end();
  await db.destroy();
});

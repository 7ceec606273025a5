import { PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { DatabaseKind } from './database.js';

/** Any number, the same for all replicas: names the advisory lock of migrations. */
const MIGRATION_LOCK = 0x5e55;

/** PostgreSQL, the store of many replicas. */
export function postgres(url: string, options: { poolSize: number; onError?: (error: Error) => void }): DatabaseKind {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize,
    connectionTimeoutMillis: 3_000,
    idleTimeoutMillis: 30_000,
    query_timeout: 5_000,
    statement_timeout: 5_000,
    keepAlive: true,
    types: { getTypeParser: parserOf },
  });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => options.onError?.(error));
  return {
    name: 'postgres',
    dialect: new PostgresDialect({ pool }),
    types: { bytes: 'bytea', serial: 'bigserial' },
    nowMs: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    lockMigrations: async (transaction) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    },
    // A commit waits in the database, not in this process, and those of many requests at once: nothing to gain for more statements.
    commitLazily: (db, run) => run(db),
    // Serialisation failure, deadlock.
    isContention: (error) => error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01'),
    isUnavailable,
  };
}

/** int8 as number: every one here is a count or a time in milliseconds. */
function parserOf(...[oid, format]: Parameters<typeof pg.types.getTypeParser>): ReturnType<typeof pg.types.getTypeParser> {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}

/** Connection faults have no SQLSTATE; 08 connection, 53 resources, 57 operator intervention, 40 serialisation: all of them pass. */
function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return /timeout|terminated|connection|closed/i.test(error.message);
  return /^(08|53|57|40)/.test(code) || /^E[A-Z]+$/.test(code);
}

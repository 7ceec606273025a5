import { PostgresDialect, sql, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { DatabaseKind } from './database.js';

/** Any number, the same for all replicas: names the advisory lock of migrations. */
const MIGRATION_LOCK = 0x5e55;

/** PostgreSQL, the store of many replicas. */
export function postgres(url: string, options: { poolSize: number; onError?: (error: Error) => void }): DatabaseKind {
  return {
    name: 'postgres',
    place: placeOf(url),
    dialect: new PostgresDialect({ pool: poolOf(url, options) }),
    types: { bytes: 'bytea', serial: 'bigserial' },
    nowMs: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
    lockMigrations: async (transaction) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
    },
    // A commit waits in the database, not in this process, and those of many requests at once: nothing to gain for more statements.
    commitLazily: (db, run) => run(db),
    // Dead rows and the log are the database's to clean up (docs/security.md).
    forgetDeleted: async () => Promise.resolve(),
    // Serialisation failure, deadlock.
    isContention: (error) => error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01'),
    isUnavailable,
  };
}

/** How long a statement may take, in milliseconds. */
const STATEMENT_TIMEOUT_MS = 5_000;

/**
 * Connections that end a statement after {@link STATEMENT_TIMEOUT_MS}: by a parameter of the connection where the server takes it. A pooler
 * that shares connections between clients (PgBouncer) refuses such parameters; there each transaction sets it for itself, and single
 * statements are given up on this side of the connection.
 */
function poolOf(url: string, options: { poolSize: number; onError?: (error: Error) => void }): PostgresPool {
  const newPool = (parameters: pg.PoolConfig): pg.Pool => {
    const pool = new pg.Pool({
      connectionString: url,
      max: options.poolSize,
      connectionTimeoutMillis: 3_000,
      idleTimeoutMillis: 30_000,
      query_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
      types: { getTypeParser: parserOf },
      ...parameters,
    });
    // Without listeners, a connection that breaks would end the process: an idle one, and one that a transaction has between two of its statements. The next statement fails.
    pool.on('error', (error) => options.onError?.(error));
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const direct = newPool({ statement_timeout: STATEMENT_TIMEOUT_MS });
  let pooled: pg.Pool | null = null;
  return {
    async connect() {
      if (pooled) return limitingTransactions(await pooled.connect());
      try {
        return await direct.connect();
      } catch (error) {
        if (!refusesParameters(error)) throw error;
        pooled ??= newPool({});
        return limitingTransactions(await pooled.connect());
      }
    },
    async end() {
      await direct.end();
      await pooled?.end();
    },
  };
}

function refusesParameters(error: unknown): boolean {
  return error instanceof Error && /unsupported startup parameter/i.test(error.message);
}

/** A connection whose transactions begin with the time limit of their statements, in the same round trip. */
function limitingTransactions(client: pg.PoolClient): PostgresPoolClient {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        const begins = name === 'query' && args[0] === 'begin';
        return Reflect.apply(member, target, begins ? [`begin; set local statement_timeout = ${STATEMENT_TIMEOUT_MS}`] : args);
      };
    },
  });
}

/** Host and port of a connection string, the socket's folder where it names one. */
function placeOf(url: string): string {
  const { host, port } = new pg.Client({ connectionString: url });
  return `PostgreSQL at ${host}:${port}`;
}

/** int8 as number: every one here is a count or a time in milliseconds. */
function parserOf(...[oid, format]: Parameters<typeof pg.types.getTypeParser>): ReturnType<typeof pg.types.getTypeParser> {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}

/**
 * Faults of the database rather than of the statement: 08 connection, 28 authentication, 3D no such database, 53 resources (a full disk among
 * them), 57 operator intervention, 40 serialisation, 58 system; 25006 a standby or a read-only database; 42P01, 42703 and 42501 a database
 * that is not, or no longer, ours. Connection faults have no SQLSTATE.
 */
function isUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError) return true;
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code !== 'string') return /timeout|terminated|connection|closed/i.test(error.message);
  return (
    /^(08|28|3D|53|57|58|40)/.test(code) ||
    ['25006', '42P01', '42703', '42501', 'XX000', 'XX001', 'XX002'].includes(code) ||
    /^E[A-Z_]+$/.test(code)
  );
}

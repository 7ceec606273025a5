import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SqliteDialect, sql, type Kysely, type SqliteDatabase, type SqliteStatement } from 'kysely';
import Database from 'libsql';
import type { DatabaseKind } from './database.js';
import type { Tables } from './schema.js';

/**
 * How long a statement waits inside SQLite for another process (the command line, an old instance going down), in milliseconds. Short, since
 * the event loop stands still meanwhile; the store then tries again from outside.
 */
const BUSY_TIMEOUT_MS = 20;

/** SQLite in one file, the store of a single instance. `file` may be `:memory:`. */
export function sqlite(file: string): DatabaseKind {
  return {
    name: 'sqlite',
    dialect: new SqliteDialect({ database: async () => Promise.resolve(openFile(file)) }),
    types: { bytes: 'blob', serial: 'integer' },
    nowMs: sql<number>`cast((julianday('now') - 2440587.5) * 86400000 as integer)`,
    // `begin immediate` below already holds every other writer back.
    lockMigrations: async () => Promise.resolve(),
    commitLazily,
    isContention: (error) => hasCode(error, /^SQLITE_(BUSY|LOCKED)/),
    isUnavailable: (error) => hasCode(error, /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY)/),
  };
}

/** In WAL mode NORMAL leaves the flush of a commit to the next one under FULL; there is one connection, and it is held meanwhile. */
function commitLazily<Value>(db: Kysely<Tables>, run: (db: Kysely<Tables>) => Promise<Value>): Promise<Value> {
  return db.connection().execute(async (connection) => {
    await sql`pragma synchronous = normal`.execute(connection);
    try {
      return await run(connection);
    } finally {
      await sql`pragma synchronous = full`.execute(connection);
    }
  });
}

function hasCode(error: unknown, code: RegExp): boolean {
  return error instanceof Database.SqliteError && code.test(error.code);
}

/**
 * kysely's view of a libsql connection.
 * - Transactions take the write lock at once: one that turned from reader to writer could not wait for another writer.
 * - A statement that was told SQLITE_BUSY is never reset by libsql and would keep every later transaction from committing, so the connection
 *   is opened anew before the next one.
 */
function openFile(file: string): SqliteDatabase {
  let connection = connect(file);
  let stale = false;
  const noticingBusy = <Value>(run: () => Value): Value => {
    try {
      return run();
    } catch (error) {
      stale ||= hasCode(error, /^SQLITE_(BUSY|LOCKED)/);
      throw error;
    }
  };
  return {
    prepare(text) {
      if (stale && !connection.inTransaction) {
        connection.close();
        connection = connect(file);
        stale = false;
      }
      return statementOf(connection, text === 'begin' ? 'begin immediate' : text, noticingBusy);
    },
    close() {
      connection.close();
    },
  };
}

function connect(file: string): Database.Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const connection = new Database(file);
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('journal_mode = WAL');
  // A charged attempt must outlive a power cut, so a commit reaches the disk before it is answered, but for those of commitLazily.
  connection.pragma('synchronous = FULL');
  connection.pragma('secure_delete = ON');
  connection.pragma('foreign_keys = ON');
  return connection;
}

function statementOf(connection: Database.Database, text: string, guarded: <Value>(run: () => Value) => Value): SqliteStatement {
  return guarded(() => {
    const statement = connection.prepare(text);
    return {
      reader: statement.reader,
      all: (parameters) => guarded(() => statement.all(...[parameters]).map(withBuffers)),
      run: (parameters) => guarded(() => statement.run(...[parameters])),
      iterate: (parameters) => guarded(() => statement.iterate(...[parameters])),
    };
  });
}

/** libsql answers with an ArrayBuffer for a blob. */
function withBuffers(row: unknown): unknown {
  const columns = row as Record<string, unknown>;
  for (const name in columns) {
    const value = columns[name];
    if (value instanceof ArrayBuffer) columns[name] = new Uint8Array(value);
  }
  return columns;
}

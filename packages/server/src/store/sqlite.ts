import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { SqliteDialect, sql, type SqliteDatabase, type SqliteStatement } from 'kysely';
import Database from 'libsql';
import type { DatabaseKind } from './database.js';

/** How long a statement waits for another process (the command line, an old instance going down), in milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/** SQLite in one file, the store of a single instance. `file` may be `:memory:`. */
export function sqlite(file: string): DatabaseKind {
  return {
    name: 'sqlite',
    dialect: new SqliteDialect({ database: async () => Promise.resolve(openFile(file)) }),
    types: { bytes: 'blob', serial: 'integer' },
    nowMs: sql<number>`cast((julianday('now') - 2440587.5) * 86400000 as integer)`,
    // `begin immediate` below already holds every other writer back.
    lockMigrations: async () => Promise.resolve(),
    isUnavailable: (error) =>
      error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY|CORRUPT|NOTADB)/.test(error.code),
  };
}

function openFile(file: string): SqliteDatabase {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  // A charged attempt must outlive a power cut, so every commit reaches the disk.
  database.pragma('synchronous = FULL');
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  return {
    prepare: (text) => statementOf(database, text),
    close: () => {
      database.close();
    },
  };
}

/** kysely's view of a libsql statement. Transactions take the write lock at once: one that turned from reader to writer could not wait. */
function statementOf(database: Database.Database, text: string): SqliteStatement {
  const statement = database.prepare(text === 'begin' ? 'begin immediate' : text);
  return {
    reader: statement.reader,
    all: (parameters) => statement.all(...[parameters]).map(withBuffers),
    run: (parameters) => statement.run(...[parameters]),
    iterate: (parameters) => statement.iterate(...[parameters]),
  };
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

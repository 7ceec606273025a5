import { chmodSync, closeSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SqliteDialect, sql, type Kysely, type SqliteDatabase, type SqliteStatement } from 'kysely';
import Database from 'libsql';
import { makeFolder } from '../../make-folder.js';
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
    place: file,
    dialect: new SqliteDialect({ database: async () => Promise.resolve(openFile(file)) }),
    types: { bytes: 'blob', serial: 'integer' },
    nowMs: sql<number>`cast((julianday('now') - 2440587.5) * 86400000 as integer)`,
    // `begin immediate` below already holds every other writer back.
    lockMigrations: async () => Promise.resolve(),
    commitLazily,
    // Copies the log into the file, where deleted pages are overwritten (secure_delete), and cuts it to nothing.
    forgetDeleted,
    isContention: (error) => hasCode(error, /^SQLITE_(BUSY|LOCKED)/),
    isUnavailable: (error) =>
      hasCode(error, /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|FULL|READONLY|CORRUPT|NOTADB|PERM)/) ||
      isMissingTable(error) ||
      isOpeningError(error) ||
      SYSTEM_FAULTS.has(codeOf(error)),
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

/** How often a checkpoint is tried while another process reads, and how long it waits in between, in milliseconds. */
const FORGET_TRIES = 10;
const FORGET_WAIT_MS = 20;

async function forgetDeleted(db: Kysely<Tables>): Promise<void> {
  for (let tries = 0; tries < FORGET_TRIES; tries++) {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db).catch((error: unknown) => {
      if (hasCode(error, /^SQLITE_(BUSY|LOCKED)/)) return { rows: [{ busy: 1 }] };
      throw error;
    });
    if (rows[0]?.busy !== 1) return;
    await new Promise((resolve) => setTimeout(resolve, FORGET_WAIT_MS));
  }
}

/** Faults of the file system that opening the database meets. */
const SYSTEM_FAULTS = new Set([
  'EACCES',
  'EEXIST',
  'EPERM',
  'EROFS',
  'ENOSPC',
  'EDQUOT',
  'EIO',
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EMFILE',
  'ENFILE',
]);

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** The file under the running service was replaced by one without the schema. */
function isMissingTable(error: unknown): boolean {
  return hasCode(error, /^SQLITE_ERROR/) && /^no such (table|column)/.test((error as Error).message);
}

/** libsql reports a file that it cannot open as a plain error. */
function isOpeningError(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('ConnectionFailed(');
}

function hasCode(error: unknown, code: RegExp): boolean {
  return error instanceof Database.SqliteError && code.test(error.code);
}

/**
 * kysely's view of a libsql connection.
 * - Transactions take the write lock at once: one that turned from reader to writer could not wait for another writer.
 * - A statement that was told SQLITE_BUSY, or failed on the disk, is never reset by libsql and would keep every later transaction from committing, so the connection
 *   is opened anew before the next one.
 */
function openFile(file: string): SqliteDatabase {
  let connection = connect(file);
  let stale = false;
  const noticingErrors = <Value>(run: () => Value): Value => {
    try {
      return run();
    } catch (error) {
      stale ||= hasCode(error, /^SQLITE_(BUSY|LOCKED|IOERR|FULL)/);
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
      // SQLite itself ends a transaction whose disk is full or fails; to roll back then is an error that would hide the first.
      if (text === 'rollback' && !connection.inTransaction) return nothing;
      return statementOf(connection, text === 'begin' ? 'begin immediate' : text, noticingErrors);
    },
    close() {
      connection.close();
    },
  };
}

/** Stands for a statement that has nothing to do. */
const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

/** Readable and writable by the owner only: the database and the files that SQLite keeps beside it. */
const FILE_MODE = 0o600;

/** Creates folder and file, or takes the rights of others away from the file: SQLite gives those of the file to the ones beside it. */
function keepToOwner(file: string): void {
  makeFolder(dirname(file), 0o700);
  try {
    // Never opened where it exists: closing it would end the locks that a connection of this process holds on it.
    closeSync(openSync(file, 'wx', FILE_MODE));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    // A file of another user or of a read-only disk stays as it is; `doctor` tells.
    try {
      if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, FILE_MODE);
    } catch (error) {
      if (!['ENOENT', 'EPERM', 'EROFS'].includes(codeOf(error))) throw error;
    }
  }
}

function connect(file: string): Database.Database {
  if (file !== ':memory:') keepToOwner(file);
  const connection = new Database(file);
  connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`);
  connection.pragma('journal_mode = WAL');
  // A charged attempt must outlive a power cut, so a commit reaches the disk before it is answered, but for those of commitLazily.
  connection.pragma('synchronous = FULL');
  connection.pragma('secure_delete = ON');
  connection.pragma('foreign_keys = ON');
  // Only a connection that has read holds the lock by which `restore` sees that a service runs. A prepared statement would keep that lock after the
  // connection is closed, until it is collected.
  connection.exec('select count(*) from sqlite_master');
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

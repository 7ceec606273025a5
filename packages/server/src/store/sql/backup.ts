import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'libsql';
import { makeFolder } from '../../make-folder.js';

/** Tables whose rows live for minutes or days, and whose sealed content must not outlive that in a backup. */
export const SHORT_LIVED = [
  'images',
  'attempts',
  'sessions',
  'links',
  'webhook_events',
  'rate_limits',
  'leases',
  'burst_prints',
  'burst_print_cells',
];

/** A backup cannot be made or restored; the message says why and what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
}

/**
 * Writes a consistent copy of a SQLite database to a new file, readable by its owner only, while the service runs. Sessions, their templates,
 * selfies and results are left out: they would outlive the time for which they may be kept.
 * @throws {BackupError} if the file exists, or there is no database
 */
export function backUpSqlite(file: string, to: string): void {
  if (!exists(file)) throw new BackupError(`There is no database ${file}.`);
  try {
    closeSync(openSync(to, 'wx', 0o600));
  } catch (error) {
    throw new BackupError(`Cannot create ${to}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  try {
    // SQLite copies within one read transaction: what is written meanwhile is in the copy wholly or not at all.
    using(file, (source) => source.prepare('vacuum into ?').run(to));
    using(to, (copy) => {
      copy.pragma('secure_delete = on');
      // A store of an older release, which this one has not migrated yet, lacks the newest tables.
      const tables = (copy.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[]).map(
        ({ name }) => name,
      );
      for (const table of SHORT_LIVED.filter((name) => tables.includes(name))) copy.exec(`delete from ${table}`);
      copy.exec('vacuum');
    });
  } catch (error) {
    rmSync(to, { force: true });
    throw error;
  }
}

/**
 * Copies a backup beside the database whose place it will take. Returns the copy: prepare it, then call {@link putInPlace}.
 * @param options.replace whether an existing database may be replaced
 * @throws {BackupError} if the backup is damaged or no backup, the service runs, or a database exists and may not be replaced
 */
export function stageBackup(from: string, file: string, options: { readonly replace: boolean }): string {
  checkBackup(from);
  if (exists(file)) {
    if (!options.replace) throw new BackupError(`${file} exists. Add --replace to delete it and put the backup in its place.`);
    refuseIfInUse(file);
  }
  const incoming = join(dirname(file), `${basename(file)}.restoring`);
  for (const path of withBeside(incoming)) rmSync(path, { force: true });
  makeFolder(dirname(file), 0o700);
  closeSync(openSync(incoming, 'wx', 0o600));
  using(from, (source) => source.prepare('vacuum into ?').run(incoming));
  return incoming;
}

/** Puts a staged copy, which nothing has open any longer, in the place of the database, which is deleted. */
export function putInPlace(incoming: string, file: string): void {
  if (exists(file)) refuseIfInUse(file);
  // The log of the old database must not be applied to the new one, and the log of the new one holds its newest changes until SQLite copies
  // them into the file.
  for (const path of withBeside(file)) rmSync(path, { force: true });
  if (exists(`${incoming}-wal`)) renameSync(`${incoming}-wal`, `${file}-wal`);
  renameSync(incoming, file);
}

/** A database and the files that SQLite keeps beside it. */
export function withBeside(file: string): string[] {
  return [file, `${file}-wal`, `${file}-shm`];
}

function checkBackup(from: string): void {
  if (!exists(from)) throw new BackupError(`There is no file ${from}.`);
  try {
    using(from, (backup) => {
      const [check] = backup.prepare('pragma quick_check(1)').all() as { quick_check?: string }[];
      if (check?.quick_check !== 'ok') throw new Error(`it is damaged: ${String(check?.quick_check)}`);
      backup.prepare('select version from schema_migrations').all();
    });
  } catch (error) {
    throw new BackupError(`${from} is not a backup of a Face Session store: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function refuseIfInUse(file: string): void {
  try {
    using(file, (current) => {
      // Every open connection holds a lock that this one cannot be had beside. Without prepared statements: those keep the lock of a closed connection
      // until they are collected, and this is asked twice.
      current.exec('pragma locking_mode = exclusive');
      current.exec('begin exclusive');
      current.exec('rollback');
    });
  } catch (error) {
    if (/^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown }).code))) {
      throw new BackupError(`${file} is in use. Stop the service first.`, { cause: error });
    }
    // A damaged database is a reason to restore, not an obstacle.
  }
}

function using(file: string, work: (connection: Database.Database) => void): void {
  const connection = new Database(file);
  try {
    work(connection);
  } finally {
    connection.close();
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/** A row; bytes as base64, so that a store with rows is a readable file. */
export type StoredRow = Record<string, string | number | null | { readonly base64: string }>;

/** What the service of an older schema wrote, and what its callers kept. */
export interface OldStore {
  readonly schema: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
  readonly masterKey: string;
  readonly baseURL: string;
  readonly bank: Record<'clientId' | 'clientSecret' | 'sessionId' | 'sessionToken' | 'enrollmentIdentifier', string>;
  readonly tester: Record<'clientId' | 'clientSecret' | 'linkId' | 'token' | 'computer' | 'code', string>;
  readonly tables: Record<string, StoredRow[]>;
}

/** The schemas as they were released, each in a file for each kind of database. */
export const schemasFolder = join(import.meta.dirname, '..', '..', 'packages', 'server', 'src', 'store', 'sql', 'schemas');

export async function readOldStore(): Promise<OldStore> {
  return JSON.parse(await readFile(join(import.meta.dirname, '..', 'server', 'stores', '0008-hand-offs.json'), 'utf8')) as OldStore;
}

/** The values of a row as a driver takes them. */
export function valuesOfRow(row: StoredRow): unknown[] {
  return Object.values(row).map((value) => (value !== null && typeof value === 'object' ? Buffer.from(value.base64, 'base64') : value));
}

/** Times are larger, and other numbers are smaller. */
const LEAST_TIME = 1e12;

/** The store as if its service had stopped just now: all of its times are put forward. */
export function writtenNow(old: OldStore, now = Date.now()): OldStore {
  const later = (value: StoredRow[string]): StoredRow[string] =>
    typeof value === 'number' && value > LEAST_TIME ? value + now - old.at : value;
  const rowsOf = (rows: StoredRow[]): StoredRow[] =>
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, later(value)])));
  return { ...old, at: now, tables: Object.fromEntries(Object.entries(old.tables).map(([table, rows]) => [table, rowsOf(rows)])) };
}

/** Writes the store into an empty database of PostgreSQL, with the schema of its time. @param versions of all schemas, in order */
export async function writeOldStore(connection: pg.Client, old: OldStore, versions: readonly string[]): Promise<void> {
  await connection.query('create table schema_migrations (version text primary key)');
  for (const version of versions.slice(0, versions.indexOf(old.schema) + 1)) {
    await connection.query(await readFile(join(schemasFolder, `${version}.postgres.sql`), 'utf8'));
    await connection.query('insert into schema_migrations (version) values ($1)', [version]);
  }
  for (const [table, rows] of Object.entries(old.tables)) {
    for (const row of rows) {
      const names = Object.keys(row);
      const places = names.map((_, index) => `$${index + 1}`);
      await connection.query(`insert into ${table} (${names.join()}) values (${places.join()})`, valuesOfRow(row));
    }
  }
  // As pg_restore does: the rows bring their numbers along.
  await connection.query(`select setval('audit_log_id_seq', (select max(id) from audit_log))`);
}

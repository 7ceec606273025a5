import type { Dialect, Kysely, RawBuilder } from 'kysely';
import type { SqlTypes } from './migration.js';
import type { Tables } from './schema.js';

/** What a kind of database adds to the SQL that both understand. */
export interface DatabaseKind {
  readonly name: 'sqlite' | 'postgres';
  /** Where the database is, for error messages: file, or host and port. No user, no password. */
  readonly place: string;
  readonly dialect: Dialect;
  readonly types: SqlTypes;
  /** An expression for the database's clock, in milliseconds since 1970. */
  readonly nowMs: RawBuilder<number>;
  /** Holds every other migration back until the transaction ends. */
  lockMigrations(transaction: Kysely<Tables>): Promise<void>;
  /**
   * Runs writes that need not have reached the disk when they are answered: a kill of the process loses none of them, a power cut may lose the
   * last ones. Any later commit of another kind takes them to the disk as well. Not for what charges, concludes or deletes.
   */
  readonly commitLazily: <Value>(db: Kysely<Tables>, run: (db: Kysely<Tables>) => Promise<Value>) => Promise<Value>;
  /**
   * Removes what was deleted from the database's own journal. May do nothing while another process reads; then the next call does it.
   */
  forgetDeleted(db: Kysely<Tables>): Promise<void>;
  /** Whether a statement lost against another one and can be run again as it was: nothing of it happened. */
  isContention(error: unknown): boolean;
  /** Whether an error means that the database is out of reach rather than that the statement is wrong. */
  isUnavailable(error: unknown): boolean;
}

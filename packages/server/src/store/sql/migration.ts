import type { Kysely } from 'kysely';

/** What differs between the databases in a definition. */
export interface SqlTypes {
  readonly bytes: 'blob' | 'bytea';
  /** Type of a primary key that counts up by itself. */
  readonly serial: 'integer' | 'bigserial';
}

export interface Migration {
  readonly version: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a migration sees the schema of its own time, which no type describes
  up(db: Kysely<any>, types: SqlTypes): Promise<void>;
}

import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { DatabaseKind } from './database.js';
import { factStore } from './facts.js';
import type { Tables } from './schema.js';

/** Bytes that are written, in hex: several pages of the database, so that room left in one does not pass for a disk with room. */
const PROBE_BYTES = 8 * 1024;

/** Writes a value and commits it; another one each time, since SQLite does not write what has not changed. Throws what the database throws, such as for a full disk. */
export async function checkWrite(db: Kysely<Tables>, { commitLazily }: DatabaseKind): Promise<void> {
  await commitLazily(db, (lazy) => factStore(lazy).setFact('write-probe', randomBytes(PROBE_BYTES).toString('hex')));
}

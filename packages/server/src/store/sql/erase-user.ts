import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';

/** Deletes all sessions (with their attempts, images and events), links, enrolled faces and marks of a user, at once; returns the number of sessions. */
export async function eraseUser(db: Kysely<Tables>, userHash: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('enrollments').where('user_hash', '=', userHash).execute();
    await tx.deleteFrom('links').where('user_hash', '=', userHash).execute();
    await tx.deleteFrom('webhook_events').where('user_hash', '=', userHash).execute();
    await tx.deleteFrom('population_users').where('user_hash', '=', userHash).execute();
    const { numDeletedRows } = await tx.deleteFrom('sessions').where('user_hash', '=', userHash).executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}

import type { Kysely } from 'kysely';
import type { Retention } from '../store.js';
import type { Tables } from './schema.js';

/** Milliseconds by which the oldest template or image has outlived its end. */
export async function overdueMs(db: Kysely<Tables>, now: number): Promise<number> {
  const overdue = await db
    .selectFrom('images')
    .select((eb) => eb.fn.min('expires_at').as('at'))
    .where('expires_at', '<=', now)
    .union(
      db
        .selectFrom('sessions')
        .select((eb) => eb.fn.min('expires_at').as('at'))
        .where('expires_at', '<=', now)
        .where('template_sealed', 'is not', null),
    )
    .execute();
  return now - Math.min(now, ...overdue.map((row) => row.at as number | null).filter((at) => at !== null));
}

/** Empties and deletes everything that is over; returns the number of rows. */
export async function purge(db: Kysely<Tables>, now: number, retention: Retention): Promise<number> {
  const expiredSessions = db.selectFrom('sessions').select('session_hash').where('expires_at', '<=', now);
  const updated = [
    await db
      .updateTable('attempts')
      .set({ sealed: null })
      .where('sealed', 'is not', null)
      .where('session_hash', 'in', expiredSessions)
      .executeTakeFirstOrThrow(),
    await db
      .updateTable('sessions')
      .set({ template_sealed: null })
      .where('template_sealed', 'is not', null)
      .where('expires_at', '<=', now)
      .executeTakeFirstOrThrow(),
  ];
  const deleted = [
    await db.deleteFrom('sessions').where('delete_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('images').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('used_frames').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('rate_limits').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('leases').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('client_secrets').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('signing_keys').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db
      .deleteFrom('audit_log')
      .where('at', '<=', now - retention.auditLogMs)
      .executeTakeFirstOrThrow(),
    await db
      .deleteFrom('trace_events')
      .where('received_at', '<=', now - retention.traceEventsMs)
      .executeTakeFirstOrThrow(),
  ];
  return (
    updated.reduce((sum, result) => sum + Number(result.numUpdatedRows), 0) +
    deleted.reduce((sum, result) => sum + Number(result.numDeletedRows), 0)
  );
}

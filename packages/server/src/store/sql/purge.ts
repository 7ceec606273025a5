import type { DeleteResult, Kysely } from 'kysely';
import {
  AUDIT_IMAGE_LIFETIME_SECONDS,
  LINK_STATUS_LIFETIME_SECONDS,
  MAX_LINK_LIFETIME_SECONDS,
  SESSION_LIFETIME_SECONDS,
  WEBHOOK_EVENT_LIFETIME_SECONDS,
} from '@face-session/protocol';
import type { Retention } from '../store.js';
import { SOURCES_MS } from '../summary-store.js';
import { deleteExpiredEvents, endExpiredSessions } from './expired-events.js';
import { endExpiredLinks, keepOutcomes } from './expired-links.js';
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
    .union(
      db
        .selectFrom('links')
        .select((eb) => eb.fn.min('expires_at').as('at'))
        .where('expires_at', '<=', now)
        .where('template_sealed', 'is not', null),
    )
    .execute();
  return now - Math.min(now, ...overdue.map((row) => row.at as number | null).filter((at) => at !== null));
}

/** The longest time that a session's row stays after the session, in milliseconds. */
const LONGEST_SESSION_ROW_MS = (SESSION_LIFETIME_SECONDS + AUDIT_IMAGE_LIFETIME_SECONDS) * 1000;

/** The longest life of a counter, in milliseconds: twice the day for which a client's address is remembered. */
const LONGEST_COUNTER_MS = 2 * 24 * 60 * 60 * 1000;

/** The longest wait for the next delivery of an event, in milliseconds: twice the longest of `retryDelayMs`. */
const LONGEST_RETRY_MS = 24 * 60 * 60 * 1000;

/**
 * Brings ends that lie further ahead than the longest life of their kind back to it. A clock that was ahead wrote them; without this a
 * template would stay for as long as the clock was ahead, not for ten minutes.
 */
async function shortenToLongestLife(db: Kysely<Tables>, now: number): Promise<void> {
  const sessionEnd = now + SESSION_LIFETIME_SECONDS * 1000;
  await db.updateTable('sessions').set({ expires_at: sessionEnd }).where('expires_at', '>', sessionEnd).execute();
  const rowEnd = now + LONGEST_SESSION_ROW_MS;
  await db.updateTable('sessions').set({ delete_at: rowEnd }).where('delete_at', '>', rowEnd).execute();
  const imageEnd = now + AUDIT_IMAGE_LIFETIME_SECONDS * 1000;
  await db.updateTable('images').set({ expires_at: imageEnd }).where('expires_at', '>', imageEnd).execute();
  const passedEnd = db.selectFrom('images').select('session_hash').where('expires_at', '=', imageEnd);
  await db
    .updateTable('sessions')
    .set({ delete_at: imageEnd })
    .where('session_hash', 'in', passedEnd)
    .where('delete_at', '>', imageEnd)
    .execute();
  await db
    .deleteFrom('rate_limits')
    .where('expires_at', '>', now + LONGEST_COUNTER_MS)
    .execute();
  const linkEnd = now + MAX_LINK_LIFETIME_SECONDS * 1000;
  await db.updateTable('links').set({ expires_at: linkEnd }).where('expires_at', '>', linkEnd).execute();
  const linkRowEnd = linkEnd + LINK_STATUS_LIFETIME_SECONDS * 1000;
  await db.updateTable('links').set({ delete_at: linkRowEnd }).where('delete_at', '>', linkRowEnd).execute();
  const eventEnd = now + WEBHOOK_EVENT_LIFETIME_SECONDS * 1000;
  await db.updateTable('webhook_events').set({ delete_at: eventEnd }).where('delete_at', '>', eventEnd).execute();
  await db
    .updateTable('webhook_events')
    .set({ next_at: now })
    .where('next_at', '>', now + LONGEST_RETRY_MS)
    .execute();
}

/**
 * Empties and deletes everything that is over; returns the number of rows. Without `retention` only what a session leaves behind: client
 * secrets, signing keys, attested keys, audit log, trace events and events of webhooks stay.
 */
export async function purge(db: Kysely<Tables>, now: number, retention: Retention | null): Promise<number> {
  await shortenToLongestLife(db, now);
  await endExpiredSessions(db, now);
  await endExpiredLinks(db, now);
  await keepOutcomes(db, now);
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
    await db.deleteFrom('links').where('delete_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('images').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('used_frames').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('burst_print_cells').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('burst_prints').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('rate_limits').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('leases').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    ...(retention === null ? [] : await purgeLongLived(db, now, retention)),
  ];
  return (
    updated.reduce((sum, result) => sum + Number(result.numUpdatedRows), 0) +
    deleted.reduce((sum, result) => sum + Number(result.numDeletedRows), 0) +
    (retention === null ? 0 : await deleteExpiredEvents(db, now))
  );
}

/** The longest sign-in of an operator, in milliseconds (CONSOLE_SESSION_HOURS). */
const LONGEST_SIGN_IN_MS = 24 * 60 * 60 * 1000;

/** How long totals by the hour are kept, in milliseconds: a week, and the week before that it is compared with. */
const HOUR_TOTALS_MS = 15 * 24 * 60 * 60 * 1000;

/** How long totals by the day are kept, in milliseconds: a year, and a month before that. They are counts. */
const DAY_TOTALS_MS = 400 * 24 * 60 * 60 * 1000;

/** What the console shows of sessions goes with their entries in the audit log; counts stay longer. */
async function purgeConsole(db: Kysely<Tables>, now: number, { auditLogMs }: Retention): Promise<DeleteResult[]> {
  const over = now - auditLogMs;
  const gone = db.selectFrom('session_summaries').select('session_hash').where('last_at', '<=', over);
  const totals = (span: string, before: number): Promise<DeleteResult> =>
    db.deleteFrom('console_totals').where('span', '=', span).where('at', '<', before).executeTakeFirstOrThrow();
  return [
    await db.deleteFrom('reviews').where('session_hash', 'in', gone).executeTakeFirstOrThrow(),
    await db.deleteFrom('session_summaries').where('last_at', '<=', over).executeTakeFirstOrThrow(),
    await db
      .deleteFrom('session_sources')
      .where('at', '<=', now - SOURCES_MS)
      .executeTakeFirstOrThrow(),
    await totals('hour', now - HOUR_TOTALS_MS),
    await totals('day', now - DAY_TOTALS_MS),
    await db.deleteFrom('operator_tickets').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db
      .deleteFrom('operator_sessions')
      .where('created_at', '<=', now - LONGEST_SIGN_IN_MS)
      .executeTakeFirstOrThrow(),
  ];
}

/** How long a key of App Attest is kept after its last use, in milliseconds: half a year. Then the app registers another. */
const ATTESTED_KEY_MS = 183 * 24 * 60 * 60 * 1000;

async function purgeLongLived(db: Kysely<Tables>, now: number, retention: Retention): Promise<DeleteResult[]> {
  return [
    await db.deleteFrom('client_secrets').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db
      .deleteFrom('attested_keys')
      .where('used_at', '<=', now - ATTESTED_KEY_MS)
      .executeTakeFirstOrThrow(),
    await db.deleteFrom('test_signing_keys').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db.deleteFrom('signing_keys').where('expires_at', '<=', now).executeTakeFirstOrThrow(),
    await db
      .deleteFrom('audit_log')
      .where('at', '<=', now - retention.auditLogMs)
      .executeTakeFirstOrThrow(),
    await db
      .deleteFrom('trace_events')
      .where('received_at', '<=', now - retention.traceEventsMs)
      .executeTakeFirstOrThrow(),
    ...(await purgeConsole(db, now, retention)),
  ];
}

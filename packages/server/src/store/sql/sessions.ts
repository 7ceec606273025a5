import type { Kysely } from 'kysely';
import type { AttemptFailureCode, MatchLevel } from '@face-session/protocol';
import type { NewSession, SessionStatus, SessionStore } from '../session-store.js';
import { insertAudit } from './audit-log.js';
import type { DatabaseKind } from './database.js';
import { insertEvent } from './outbox.js';
import type { Tables } from './schema.js';

export function sessionStore(db: Kysely<Tables>, { commitLazily }: DatabaseKind): SessionStore {
  return {
    createSession: (session, audit) =>
      commitLazily(db, (lazy) =>
        lazy.transaction().execute(async (tx) => {
          await insertSession(tx, session);
          await insertAudit(tx, audit);
        }),
      ),
    async findSession(sessionHash, clientId, now) {
      const row = await db
        .selectFrom('sessions')
        .select([
          'status',
          'expires_at',
          'max_attempts',
          'charged',
          'failed',
          'last_failure',
          'last_match_level',
          'result_sealed',
          'enrollment_sealed',
          'capture_key_hash',
        ])
        .where('session_hash', '=', sessionHash)
        .where('client_id', '=', clientId)
        .where('delete_at', '>', now)
        .executeTakeFirst();
      if (!row) return null;
      return {
        status: row.status as SessionStatus,
        expiresAt: row.expires_at,
        maxAttempts: row.max_attempts,
        charged: row.charged,
        failed: row.failed,
        lastFailure: row.last_failure as AttemptFailureCode | null,
        lastMatchLevel: row.last_match_level as MatchLevel | null,
        resultSealed: row.result_sealed,
        enrollmentSealed: row.enrollment_sealed,
        captureKeyHash: row.capture_key_hash,
      };
    },
    endSession: (sessionHash, clientId, event) =>
      db.transaction().execute(async (tx) => {
        const end = async (status: SessionStatus): Promise<boolean> => {
          const { numUpdatedRows } = await tx
            .updateTable('sessions')
            .set({ status: 'ended', template_sealed: null })
            .where('session_hash', '=', sessionHash)
            .where('client_id', '=', clientId)
            .where('status', '=', status)
            .executeTakeFirstOrThrow();
          return numUpdatedRows === 1n;
        };
        const wasOpen = await end('open');
        // Once more changes nothing, and tells whether it had ended before.
        if (!wasOpen && !(await end('exhausted'))) return end('ended');
        if (wasOpen && event) await insertEvent(tx, event);
        await tx.updateTable('attempts').set({ sealed: null }).where('session_hash', '=', sessionHash).execute();
        return true;
      }),
    deleteSession: (sessionHash, clientId) =>
      db.transaction().execute(async (tx) => {
        const deleted = await deleteOfSession(tx, sessionHash, clientId);
        return deleted.some((rows) => rows > 0n);
      }),
  };
}

/** Deletes a session with its events, which outlive it, and its links, which are there before it. Returns the rows deleted of each of the three. */
export async function deleteOfSession(tx: Kysely<Tables>, sessionHash: string, clientId: string): Promise<bigint[]> {
  const deleted = [];
  for (const table of ['webhook_events', 'sessions', 'links'] as const) {
    const query = tx.deleteFrom(table).where('session_hash', '=', sessionHash).where('client_id', '=', clientId);
    deleted.push((await query.executeTakeFirstOrThrow()).numDeletedRows);
  }
  if (deleted.some((rows) => rows > 0n)) await tx.deleteFrom('session_sources').where('session_hash', '=', sessionHash).execute();
  return deleted;
}

/** For the transaction that makes the session. */
export async function insertSession(tx: Kysely<Tables>, session: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      session_hash: session.sessionHash,
      client_id: session.clientId,
      status: 'open',
      created_at: session.createdAt,
      expires_at: session.expiresAt,
      delete_at: session.deleteAt,
      max_attempts: session.maxAttempts,
      charged: 0,
      failed: 0,
      last_failure: null,
      last_match_level: null,
      user_hash: session.userHash ?? null,
      template_sealed: session.templateSealed,
      result_sealed: null,
      enrollment_sealed: session.enrollmentSealed ?? null,
    })
    .execute();
}

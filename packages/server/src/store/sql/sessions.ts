import type { Kysely } from 'kysely';
import type { AttemptFailureCode, MatchLevel } from '@face-session/protocol';
import type { SessionStatus, SessionStore } from '../session-store.js';
import { insertAudit } from './audit-log.js';
import type { DatabaseKind } from './database.js';
import type { Tables } from './schema.js';

export function sessionStore(db: Kysely<Tables>, { commitLazily }: DatabaseKind): SessionStore {
  return {
    createSession: (session, audit) =>
      commitLazily(db, (lazy) =>
        lazy.transaction().execute(async (tx) => {
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
              user_hash: null,
              template_sealed: session.templateSealed,
              result_sealed: null,
              enrollment_sealed: session.enrollmentSealed ?? null,
            })
            .execute();
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
      };
    },
    endSession: (sessionHash, clientId) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('sessions')
          .set({ status: 'ended', template_sealed: null })
          .where('session_hash', '=', sessionHash)
          .where('client_id', '=', clientId)
          .where('status', 'in', ['open', 'exhausted'])
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 1n) {
          await tx.updateTable('attempts').set({ sealed: null }).where('session_hash', '=', sessionHash).execute();
        }
      }),
    async deleteSession(sessionHash, clientId) {
      const { numDeletedRows } = await db
        .deleteFrom('sessions')
        .where('session_hash', '=', sessionHash)
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
  };
}

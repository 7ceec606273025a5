import type { Kysely } from 'kysely';
import type { AttemptKey, AttemptStore, OpenedAttempt, SessionRefusal } from '../attempt-store.js';
import { insertAudit } from './audit-log.js';
import type { DatabaseKind } from './database.js';
import { insertEvent } from './outbox.js';
import { rollingBack } from './rolling-back.js';
import type { Tables } from './schema.js';

export function attemptStore(db: Kysely<Tables>, { commitLazily }: DatabaseKind): AttemptStore {
  return {
    openAttempt: (attempt) =>
      commitLazily(db, (lazy) =>
        rollingBack<OpenedAttempt>(lazy, async (tx, rollBack) => {
          const session = await tx
            .updateTable('sessions')
            .set((eb) => ({
              max_attempts: eb
                .case()
                .when('max_attempts', '>', attempt.maxAttempts)
                .then(attempt.maxAttempts)
                .else(eb.ref('max_attempts'))
                .end(),
              ...(attempt.userHash !== null && { user_hash: attempt.userHash }),
              ...(attempt.captureKeyHash !== null && {
                capture_key_hash: eb.fn.coalesce('capture_key_hash', eb.val(attempt.captureKeyHash)),
              }),
            }))
            .where('session_hash', '=', attempt.sessionHash)
            .where('client_id', '=', attempt.clientId)
            .where('status', '=', 'open')
            .where('expires_at', '>', attempt.now)
            .returning(['charged', 'max_attempts', 'expires_at', 'template_sealed', 'capture_key_hash'])
            .executeTakeFirst();
          if (!session) return { opened: false, why: await refusalOf(tx, attempt, attempt.now) };
          if (session.capture_key_hash !== attempt.captureKeyHash) return rollBack({ opened: false, why: 'otherKey' });
          if (session.charged >= session.max_attempts) return { opened: false, why: 'exhausted' };
          await tx.deleteFrom('attempts').where('session_hash', '=', attempt.sessionHash).where('state', '=', 'open').execute();
          await tx
            .insertInto('attempts')
            .values({
              attempt_hash: attempt.attemptHash,
              session_hash: attempt.sessionHash,
              number: session.charged + 1,
              state: 'open',
              opened_at: attempt.now,
              challenge_expires_at: null,
              sealed: attempt.sealed,
              origin_sealed: attempt.originSealed,
            })
            .execute();
          return {
            opened: true,
            number: session.charged + 1,
            remaining: session.max_attempts - session.charged,
            expiresAt: session.expires_at,
            templateSealed: session.template_sealed,
          };
        }),
      ),
    async lastOrigin(sessionHash) {
      const attempt = await db
        .selectFrom('attempts')
        .select('origin_sealed')
        .where('session_hash', '=', sessionHash)
        .where('state', '!=', 'open')
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return attempt?.origin_sealed ?? null;
    },
    chargeAttempt: (key, now, admits = () => true) =>
      rollingBack(db, async (tx, rollBack) => {
        const session = await tx
          .updateTable('sessions')
          .set((eb) => ({ charged: eb('charged', '+', 1) }))
          .where('session_hash', '=', key.sessionHash)
          .where('client_id', '=', key.clientId)
          .where('status', '=', 'open')
          .where('expires_at', '>', now)
          .whereRef('charged', '<', 'max_attempts')
          .returning(['charged', 'max_attempts', 'template_sealed', 'enrollment_sealed', 'refused_uploads'])
          .executeTakeFirst();
        if (!session?.template_sealed) return rollBack({ charged: false, why: await refusalOf(tx, key, now) });
        const attempt = await tx
          .updateTable('attempts')
          .set({ state: 'charged', number: session.charged })
          .where('attempt_hash', '=', key.attemptHash)
          .where('session_hash', '=', key.sessionHash)
          .where('state', '=', 'open')
          .returning(['opened_at', 'sealed'])
          .executeTakeFirst();
        if (!attempt?.sealed) return rollBack({ charged: false, why: 'conflict' });
        if (!admits(attempt.sealed)) return rollBack({ charged: false, why: 'notAdmitted' });
        return {
          charged: true,
          number: session.charged,
          openedAt: attempt.opened_at,
          sealed: attempt.sealed,
          templateSealed: session.template_sealed,
          enrollmentSealed: session.enrollment_sealed,
          declinedSealed: await declinedOf(tx, key.sessionHash),
          remaining: session.max_attempts - session.charged,
          refusedUploads: session.refused_uploads,
        };
      }),
    countRefusedUpload: (key, audit) =>
      db.transaction().execute(async (tx) => {
        await insertAudit(tx, audit);
        await tx
          .updateTable('sessions')
          .set((eb) => ({ refused_uploads: eb('refused_uploads', '+', 1) }))
          .where('session_hash', '=', key.sessionHash)
          .where('client_id', '=', key.clientId)
          .execute();
      }),
    challengeAttempt: (key, sealed, expiresAt, audit) =>
      rollingBack(db, async (tx, rollBack) => {
        const { numUpdatedRows } = await tx
          .updateTable('attempts')
          .set({ state: 'challenged', sealed, challenge_expires_at: expiresAt })
          .where('attempt_hash', '=', key.attemptHash)
          .where('session_hash', '=', key.sessionHash)
          .where('state', 'in', ['charged', 'answered'])
          .executeTakeFirstOrThrow();
        if (numUpdatedRows !== 1n) return rollBack(false);
        await insertAudit(tx, audit);
        return true;
      }),
    answerChallenge: (key, now, admits = () => true) =>
      rollingBack(db, async (tx, rollBack) => {
        const session = await tx
          .selectFrom('sessions')
          .select(['charged', 'max_attempts', 'template_sealed', 'enrollment_sealed', 'refused_uploads'])
          .where('session_hash', '=', key.sessionHash)
          .where('client_id', '=', key.clientId)
          .where('status', '=', 'open')
          .where('expires_at', '>', now)
          .executeTakeFirst();
        if (!session?.template_sealed) return rollBack({ answered: false, why: await refusalOf(tx, key, now) });
        const attempt = await tx
          .updateTable('attempts')
          .set({ state: 'answered' })
          .where('attempt_hash', '=', key.attemptHash)
          .where('session_hash', '=', key.sessionHash)
          .where('state', '=', 'challenged')
          .returning(['number', 'opened_at', 'sealed', 'challenge_expires_at'])
          .executeTakeFirst();
        if (!attempt?.sealed) return rollBack({ answered: false, why: 'conflict' });
        if (!admits(attempt.sealed)) return rollBack({ answered: false, why: 'notAdmitted' });
        return {
          answered: true,
          number: attempt.number,
          openedAt: attempt.opened_at,
          inTime: now < (attempt.challenge_expires_at ?? 0),
          sealed: attempt.sealed,
          templateSealed: session.template_sealed,
          enrollmentSealed: session.enrollment_sealed,
          declinedSealed: await declinedOf(tx, key.sessionHash),
          remaining: session.max_attempts - session.charged,
          refusedUploads: session.refused_uploads,
        };
      }),
    failAttempt: (key, failure, audit, lastEvent) =>
      db.transaction().execute(async (tx) => {
        await insertAudit(tx, audit);
        const session = await tx
          .updateTable('sessions')
          .set((eb) => ({
            failed: eb('failed', '+', 1),
            last_failure: failure.code,
            last_match_level: failure.matchLevel,
          }))
          .where('session_hash', '=', key.sessionHash)
          .where('client_id', '=', key.clientId)
          .returning(['charged', 'failed', 'max_attempts'])
          .executeTakeFirst();
        if (!session) return 0;
        await tx
          .updateTable('attempts')
          .set(failure.declinedSealed ? { state: 'declined', sealed: failure.declinedSealed } : { state: 'failed', sealed: null })
          .where('attempt_hash', '=', key.attemptHash)
          .where('session_hash', '=', key.sessionHash)
          .execute();
        if (session.failed >= session.max_attempts) {
          const { numUpdatedRows } = await tx
            .updateTable('sessions')
            .set({ status: 'exhausted', template_sealed: null })
            .where('session_hash', '=', key.sessionHash)
            .where('status', '=', 'open')
            .executeTakeFirstOrThrow();
          if (numUpdatedRows === 1n && lastEvent) await insertEvent(tx, lastEvent);
          await tx.deleteFrom('attempts').where('session_hash', '=', key.sessionHash).where('state', '=', 'open').execute();
        }
        return Math.max(0, session.max_attempts - session.charged);
      }),
    passAttempt: (passed, audit, event) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('sessions')
          .set({
            status: 'passed',
            template_sealed: null,
            result_sealed: passed.resultSealed,
            // The result is kept as long as its image, no longer.
            delete_at: passed.image.expiresAt,
          })
          .where('session_hash', '=', passed.sessionHash)
          .where('client_id', '=', passed.clientId)
          .where('status', '=', 'open')
          .executeTakeFirstOrThrow();
        if (numUpdatedRows !== 1n) return false;
        await tx
          .insertInto('images')
          .values({
            image_hash: passed.image.imageHash,
            session_hash: passed.sessionHash,
            client_id: passed.clientId,
            image_sealed: passed.image.imageSealed,
            expires_at: passed.image.expiresAt,
          })
          .execute();
        await tx
          .updateTable('attempts')
          .set({ state: 'passed' })
          .where('attempt_hash', '=', passed.attemptHash)
          .where('session_hash', '=', passed.sessionHash)
          .execute();
        await insertAudit(tx, audit);
        if (event) await insertEvent(tx, event);
        await tx.updateTable('attempts').set({ sealed: null }).where('session_hash', '=', passed.sessionHash).execute();
        return true;
      }),
  };
}

/** What the person declined in this session; the first stays. */
async function declinedOf(tx: Kysely<Tables>, sessionHash: string): Promise<Uint8Array | null> {
  const declined = await tx
    .selectFrom('attempts')
    .select('sealed')
    .where('session_hash', '=', sessionHash)
    .where('state', '=', 'declined')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return declined?.sealed ?? null;
}

/** Why a session that should be open is not. */
async function refusalOf(tx: Kysely<Tables>, key: Pick<AttemptKey, 'sessionHash' | 'clientId'>, now: number): Promise<SessionRefusal> {
  const session = await tx
    .selectFrom('sessions')
    .select(['status', 'charged', 'max_attempts', 'expires_at'])
    .where('session_hash', '=', key.sessionHash)
    .where('client_id', '=', key.clientId)
    .executeTakeFirst();
  if (!session) return 'unknown';
  if (session.status === 'passed') return 'used';
  // The purge ends what has expired.
  if (session.expires_at <= now) return 'gone';
  if (session.status === 'ended') return 'used';
  const usedUp = session.status === 'exhausted' || (session.status === 'open' && session.charged >= session.max_attempts);
  return usedUp ? 'exhausted' : 'gone';
}

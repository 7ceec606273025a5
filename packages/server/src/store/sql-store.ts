import { Kysely, sql, type Selectable } from 'kysely';
import type { AttemptFailureCode, MatchLevel, Scope } from '@face-session/protocol';
import type { DatabaseKind } from './database.js';
import { migrate, pendingMigrations } from './migrate.js';
import type { AuditLogRow, ClientRow, SigningKeyRow, Tables } from './schema.js';
import {
  StoreUnavailableError,
  type AttemptKey,
  type AuditEntry,
  type Client,
  type ClientPolicy,
  type SessionRefusal,
  type SessionStatus,
  type Store,
  type StoredSigningKey,
  type StoredTraceEvent,
} from './store.js';

/** The store on any SQL database that kysely speaks to. */
export function createSqlStore(kind: DatabaseKind): Store {
  const db = new Kysely<Tables>({ dialect: kind.dialect });

  const store: Store = {
    async ping() {
      await sql`select 1`.execute(db);
    },
    async databaseTime() {
      const { rows } = await sql<{ now: number }>`select ${kind.nowMs} as now`.execute(db);
      return rows[0]?.now ?? 0;
    },
    migrate: () => migrate(db, kind),
    pendingMigrations: () => pendingMigrations(db),
    close: () => db.destroy(),

    async addClient(client) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('clients')
        .values({
          client_id: client.clientId,
          name: client.name,
          scopes: JSON.stringify(client.scopes),
          disabled: Number(client.disabled),
          policy: JSON.stringify(client.policy),
          result_key: client.resultKey && JSON.stringify(client.resultKey),
          created_at: client.createdAt,
        })
        .onConflict((conflict) => conflict.column('client_id').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n ? 'added' : 'exists';
    },
    async findClient(clientId) {
      const row = await db.selectFrom('clients').selectAll().where('client_id', '=', clientId).executeTakeFirst();
      return row ? clientOf(row) : null;
    },
    async listClients() {
      return (await db.selectFrom('clients').selectAll().orderBy('created_at').execute()).map(clientOf);
    },
    async updateClient(clientId, change) {
      const { numUpdatedRows } = await db
        .updateTable('clients')
        .set((eb) => ({
          client_id: eb.ref('client_id'),
          ...(change.name !== undefined && { name: change.name }),
          ...(change.scopes && { scopes: JSON.stringify(change.scopes) }),
          ...(change.disabled !== undefined && { disabled: Number(change.disabled) }),
          ...(change.policy && { policy: JSON.stringify(change.policy) }),
          ...(change.resultKey !== undefined && { result_key: change.resultKey && JSON.stringify(change.resultKey) }),
        }))
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async addSecret(clientId, secret) {
      await db
        .insertInto('client_secrets')
        .values({
          secret_id: secret.secretId,
          client_id: clientId,
          secret_hash: secret.secretHash,
          created_at: secret.createdAt,
          expires_at: secret.expiresAt,
        })
        .execute();
    },
    async secretsOf(clientId, now) {
      const rows = await db
        .selectFrom('client_secrets')
        .selectAll()
        .where('client_id', '=', clientId)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
        .orderBy('created_at', 'desc')
        .execute();
      return rows.map((row) => ({
        secretId: row.secret_id,
        secretHash: row.secret_hash,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }));
    },
    async expireSecrets(clientId, expiresAt, except = '') {
      const { numUpdatedRows } = await db
        .updateTable('client_secrets')
        .set({ expires_at: expiresAt })
        .where('client_id', '=', clientId)
        .where('secret_id', '!=', except)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', expiresAt)]))
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },

    async signingKeys(now) {
      const rows = await db
        .selectFrom('signing_keys')
        .selectAll()
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
        .orderBy('generation', 'desc')
        .execute();
      return rows.map(signingKeyOf);
    },
    addSigningKey: (key, retireOthersAt) =>
      db.transaction().execute(async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('signing_keys')
          .values({
            kid: key.kid,
            generation: key.generation,
            algorithm: key.algorithm,
            public_jwk: JSON.stringify(key.publicJwk),
            private_sealed: key.privateSealed,
            created_at: key.createdAt,
            active_at: key.activeAt,
            expires_at: key.expiresAt,
          })
          .onConflict((conflict) => conflict.column('generation').doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n) return 'taken';
        await tx
          .updateTable('signing_keys')
          .set({ expires_at: retireOthersAt })
          .where('algorithm', '=', key.algorithm)
          .where('generation', '<', key.generation)
          .where('expires_at', 'is', null)
          .execute();
        return 'added';
      }),

    async createSession(session) {
      await db
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
    },
    async findSession(sessionHash, clientId) {
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
    openAttempt: (attempt) =>
      db.transaction().execute(async (tx) => {
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
          }))
          .where('session_hash', '=', attempt.sessionHash)
          .where('client_id', '=', attempt.clientId)
          .where('status', '=', 'open')
          .where('expires_at', '>', attempt.now)
          .returning(['charged', 'max_attempts', 'expires_at'])
          .executeTakeFirst();
        if (!session) return { opened: false, why: await refusalOf(tx, attempt, attempt.now) };
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
          })
          .execute();
        return {
          opened: true,
          number: session.charged + 1,
          remaining: session.max_attempts - session.charged,
          expiresAt: session.expires_at,
        };
      }),
    chargeAttempt: (key, now) =>
      rollingBack(db, async (tx, rollBack) => {
        const session = await tx
          .updateTable('sessions')
          .set((eb) => ({ charged: eb('charged', '+', 1) }))
          .where('session_hash', '=', key.sessionHash)
          .where('client_id', '=', key.clientId)
          .where('status', '=', 'open')
          .where('expires_at', '>', now)
          .whereRef('charged', '<', 'max_attempts')
          .returning(['charged', 'max_attempts', 'template_sealed'])
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
        return {
          charged: true,
          number: session.charged,
          openedAt: attempt.opened_at,
          sealed: attempt.sealed,
          templateSealed: session.template_sealed,
          remaining: session.max_attempts - session.charged,
        };
      }),
    async challengeAttempt(key, sealed, expiresAt) {
      const { numUpdatedRows } = await db
        .updateTable('attempts')
        .set({ state: 'challenged', sealed, challenge_expires_at: expiresAt })
        .where('attempt_hash', '=', key.attemptHash)
        .where('session_hash', '=', key.sessionHash)
        .where('state', '=', 'charged')
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    answerChallenge: (key, now) =>
      rollingBack(db, async (tx, rollBack) => {
        const session = await tx
          .selectFrom('sessions')
          .select(['charged', 'max_attempts', 'template_sealed'])
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
        return {
          answered: true,
          number: attempt.number,
          openedAt: attempt.opened_at,
          inTime: now < (attempt.challenge_expires_at ?? 0),
          sealed: attempt.sealed,
          templateSealed: session.template_sealed,
          remaining: session.max_attempts - session.charged,
        };
      }),
    failAttempt: (key, failure) =>
      db.transaction().execute(async (tx) => {
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
          .set({ state: 'failed', sealed: null })
          .where('attempt_hash', '=', key.attemptHash)
          .where('session_hash', '=', key.sessionHash)
          .execute();
        if (session.failed >= session.max_attempts) {
          await tx
            .updateTable('sessions')
            .set({ status: 'exhausted', template_sealed: null })
            .where('session_hash', '=', key.sessionHash)
            .where('status', '=', 'open')
            .execute();
          await tx.deleteFrom('attempts').where('session_hash', '=', key.sessionHash).where('state', '=', 'open').execute();
        }
        return Math.max(0, session.max_attempts - session.charged);
      }),
    passAttempt: (passed) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('sessions')
          .set({ status: 'passed', template_sealed: null, result_sealed: passed.resultSealed })
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
        await tx.updateTable('attempts').set({ sealed: null }).where('session_hash', '=', passed.sessionHash).execute();
        return true;
      }),
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
    async eraseUser(userHash) {
      await db.deleteFrom('enrollments').where('user_hash', '=', userHash).execute();
      const { numDeletedRows } = await db.deleteFrom('sessions').where('user_hash', '=', userHash).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    async useFrames(frameHashes, expiresAt) {
      const distinct = [...new Set(frameHashes)].sort();
      const fresh = await db
        .insertInto('used_frames')
        .values(distinct.map((frame_hash) => ({ frame_hash, expires_at: expiresAt })))
        .onConflict((conflict) => conflict.column('frame_hash').doNothing())
        .returning('frame_hash')
        .execute();
      const used = new Set(distinct);
      for (const row of fresh) used.delete(row.frame_hash);
      return used;
    },

    async addEnrollment(enrollment) {
      await db
        .insertInto('enrollments')
        .values({
          enrollment_hash: enrollment.enrollmentHash,
          client_id: enrollment.clientId,
          user_hash: enrollment.userHash,
          template_sealed: enrollment.templateSealed,
          created_at: enrollment.createdAt,
        })
        .execute();
    },
    async findEnrollment(enrollmentHash, clientId) {
      const row = await db
        .selectFrom('enrollments')
        .select('template_sealed')
        .where('enrollment_hash', '=', enrollmentHash)
        .where('client_id', '=', clientId)
        .executeTakeFirst();
      return row?.template_sealed ?? null;
    },
    async deleteEnrollment(enrollmentHash, clientId) {
      const { numDeletedRows } = await db
        .deleteFrom('enrollments')
        .where('enrollment_hash', '=', enrollmentHash)
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },

    async findImage(imageHash, clientId, now) {
      const row = await db
        .selectFrom('images')
        .select('image_sealed')
        .where('image_hash', '=', imageHash)
        .where('client_id', '=', clientId)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row?.image_sealed ?? null;
    },

    async count(key, expiresAt) {
      const row = await db
        .insertInto('rate_limits')
        .values({ key, count: 1, expires_at: expiresAt })
        .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ count: eb('rate_limits.count', '+', 1) })))
        .returning('count')
        .executeTakeFirstOrThrow();
      return row.count;
    },
    async counted(key) {
      return (await db.selectFrom('rate_limits').select('count').where('key', '=', key).executeTakeFirst())?.count ?? 0;
    },
    async takeLease(name, now, expiresAt) {
      const row = await db
        .insertInto('leases')
        .values({ name, expires_at: expiresAt })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ expires_at: expiresAt }).where('leases.expires_at', '<=', now))
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },

    async addAudit(entry) {
      await db
        .insertInto('audit_log')
        .values({
          at: entry.at,
          event: entry.event,
          client_id: entry.clientId ?? null,
          session_hash: entry.sessionHash ?? null,
          user_hash: entry.userHash ?? null,
          details: JSON.stringify(entry.details),
        })
        .execute();
    },
    async auditLog({ sessionHash, clientId, limit }) {
      const rows = await db
        .selectFrom('audit_log')
        .selectAll()
        .$if(sessionHash !== undefined, (query) => query.where('session_hash', '=', sessionHash ?? ''))
        .$if(clientId !== undefined, (query) => query.where('client_id', '=', clientId ?? ''))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(auditEntryOf);
    },
    async addTraceEvents(events) {
      if (events.length === 0) return;
      await db
        .insertInto('trace_events')
        .values(
          events.map((event) => ({
            received_at: event.receivedAt,
            client_id: event.clientId,
            session_hash: event.sessionHash,
            fields: JSON.stringify(event.fields),
          })),
        )
        .execute();
    },
    async traceEvents({ clientId, sessionHash, since, limit }) {
      const rows = await db
        .selectFrom('trace_events')
        .selectAll()
        .where('client_id', '=', clientId)
        .where('received_at', '>=', since)
        .$if(sessionHash !== undefined, (query) => query.where('session_hash', '=', sessionHash ?? ''))
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        receivedAt: row.received_at,
        clientId: row.client_id,
        sessionHash: row.session_hash,
        fields: JSON.parse(row.fields) as StoredTraceEvent['fields'],
      }));
    },

    async purge(now, retention) {
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
      const oldest = Math.min(now, ...overdue.map((row) => row.at as number | null).filter((at) => at !== null));
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
      const removed =
        updated.reduce((sum, result) => sum + Number(result.numUpdatedRows), 0) +
        deleted.reduce((sum, result) => sum + Number(result.numDeletedRows), 0);
      return { removed, lagMs: now - oldest };
    },
  };
  return resilient(store, kind);
}

/** How long a call fights for its turn, in milliseconds. */
const CONTENTION_MS = 5_000;

/** Longest wait before the next try, in milliseconds; random, so that those who wait do not meet again. */
const CONTENTION_WAIT_MS = 25;

/** Every method of the store: tried again when it lost a race, and with faults of reach told apart from others. */
function resilient(store: Store, kind: DatabaseKind): Store {
  const call = async (run: () => unknown): Promise<unknown> => {
    const deadline = Date.now() + CONTENTION_MS;
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (kind.isContention(error) && Date.now() < deadline) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * CONTENTION_WAIT_MS));
          continue;
        }
        throw kind.isUnavailable(error) ? new StoreUnavailableError(error) : error;
      }
    }
  };
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => call(() => Reflect.apply(method, target, args) as unknown);
    },
  });
}

/** A transaction that can end in an answer and be undone all the same. */
async function rollingBack<Answer>(
  db: Kysely<Tables>,
  run: (tx: Kysely<Tables>, rollBack: (answer: Answer) => never) => Promise<Answer>,
): Promise<Answer> {
  class RolledBack extends Error {
    constructor(readonly answer: Answer) {
      super('Rolled back.');
    }
  }
  try {
    return await db.transaction().execute((tx) =>
      run(tx, (answer) => {
        throw new RolledBack(answer);
      }),
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.answer as Answer;
    throw error;
  }
}

/** Why a session that should be open is not. */
async function refusalOf(tx: Kysely<Tables>, key: Pick<AttemptKey, 'sessionHash' | 'clientId'>, now: number): Promise<SessionRefusal> {
  const session = await tx
    .selectFrom('sessions')
    .select(['status', 'charged', 'max_attempts'])
    .where('session_hash', '=', key.sessionHash)
    .where('client_id', '=', key.clientId)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!session) return 'gone';
  const usedUp = session.status === 'exhausted' || (session.status === 'open' && session.charged >= session.max_attempts);
  return usedUp ? 'exhausted' : 'gone';
}

function clientOf(row: Selectable<ClientRow>): Client {
  return {
    clientId: row.client_id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    disabled: row.disabled !== 0,
    policy: JSON.parse(row.policy) as ClientPolicy,
    resultKey: row.result_key === null ? null : (JSON.parse(row.result_key) as Record<string, unknown>),
    createdAt: row.created_at,
  };
}

function signingKeyOf(row: Selectable<SigningKeyRow>): StoredSigningKey {
  return {
    kid: row.kid,
    generation: row.generation,
    algorithm: row.algorithm,
    publicJwk: JSON.parse(row.public_jwk) as Record<string, unknown>,
    privateSealed: row.private_sealed,
    createdAt: row.created_at,
    activeAt: row.active_at,
    expiresAt: row.expires_at,
  };
}

function auditEntryOf(row: Selectable<AuditLogRow>): AuditEntry {
  return {
    at: row.at,
    event: row.event,
    clientId: row.client_id ?? undefined,
    sessionHash: row.session_hash ?? undefined,
    userHash: row.user_hash ?? undefined,
    details: JSON.parse(row.details) as Record<string, unknown>,
  };
}

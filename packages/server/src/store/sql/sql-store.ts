import { randomBytes } from 'node:crypto';
import { Kysely, sql } from 'kysely';
import type { Store } from '../store.js';
import { attemptStore } from './attempts.js';
import { attestedKeyStore } from './attested-keys.js';
import { auditStore } from './audit-log.js';
import { clientStore } from './clients.js';
import type { DatabaseKind } from './database.js';
import { enrollmentStore } from './enrollments.js';
import { factStore } from './facts.js';
import { handOffStore } from './hand-offs.js';
import { imageStore } from './images.js';
import { limitStore } from './limits.js';
import { linkPageStore } from './link-pages.js';
import { linkStore } from './links.js';
import { migrate, pendingMigrations } from './migrate.js';
import { oldestKept } from './oldest-kept.js';
import { operatorStore } from './operators.js';
import { outboxStore } from './outbox.js';
import { populationStore } from './populations.js';
import { overdueMs, purge } from './purge.js';
import { resilient } from './resilient.js';
import type { Tables } from './schema.js';
import { sessionStore } from './sessions.js';
import { signingKeyStore } from './signing-keys.js';
import { summaryStore } from './summaries.js';
import { traceEventStore } from './trace-events.js';
import { frameStore } from './used-frames.js';
import { webhookStore } from './webhooks.js';

/** The store on any SQL database that kysely speaks to. */
export function createSqlStore(kind: DatabaseKind): Store {
  const db = new Kysely<Tables>({ dialect: kind.dialect });
  const sessions = sessionStore(db, kind);
  const enrollments = enrollmentStore(db);
  const webhooks = webhookStore(db);
  const links = linkStore(db);
  const populations = populationStore(db);
  const testKeys = signingKeyStore(db, 'test_signing_keys');
  /** After a deletion that the caller was promised: nothing of it stays in the database's journal. */
  const forgetting = async <Value>(deleted: Promise<Value>): Promise<Value> => {
    const value = await deleted;
    await kind.forgetDeleted(db);
    return value;
  };
  const store: Store = {
    ...clientStore(db),
    ...signingKeyStore(db, 'signing_keys'),
    testSigningKeys: (now) => testKeys.signingKeys(now),
    addTestSigningKey: (...key) => testKeys.addSigningKey(...key),
    ...sessions,
    ...attemptStore(db, kind),
    ...frameStore(db, kind),
    ...attestedKeyStore(db),
    ...imageStore(db),
    ...enrollments,
    ...limitStore(db, kind),
    ...auditStore(db),
    ...traceEventStore(db),
    ...webhooks,
    ...outboxStore(db, kind),
    ...linkPageStore(db),
    ...links,
    ...handOffStore(db),
    ...factStore(db),
    ...populations,
    ...operatorStore(db),
    ...summaryStore(db),
    async ping() {
      await sql`select 1`.execute(db);
    },
    checkWrite: () => checkWrite(db, kind),
    async databaseTime() {
      const { rows } = await sql<{ now: number }>`select ${kind.nowMs} as now`.execute(db);
      return rows[0]?.now ?? 0;
    },
    migrate: () => migrate(db, kind),
    pendingMigrations: () => pendingMigrations(db),
    deleteSession: (...session) => forgetting(sessions.deleteSession(...session)),
    deleteEnrollment: (...enrollment) => forgetting(enrollments.deleteEnrollment(...enrollment)),
    deleteLink: (...link) => forgetting(links.deleteLink(...link)),
    removeWebhook: (...webhook) => forgetting(webhooks.removeWebhook(...webhook)),
    forgetPopulation: (clientId) => forgetting(populations.forgetPopulation(clientId)),
    eraseUser: (userHash) => forgetting(eraseUser(db, userHash)),
    purge: (now, retention) => forgetting(purge(db, now, retention)),
    oldestKept: () => oldestKept(db),
    overdueMs: (now) => overdueMs(db, now),
    close: () => db.destroy(),
  };
  return resilient(store, kind);
}

/** Bytes that are written, in hex: several pages of the database, so that room left in one does not pass for a disk with room. */
const PROBE_BYTES = 8 * 1024;

/** Writes a value and commits it; another one each time, since SQLite does not write what has not changed. Throws what the database throws, such as for a full disk. */
async function checkWrite(db: Kysely<Tables>, { commitLazily }: DatabaseKind): Promise<void> {
  await commitLazily(db, (lazy) => factStore(lazy).setFact('write-probe', randomBytes(PROBE_BYTES).toString('hex')));
}

/** Deletes all sessions (with their attempts, images and events), links, enrolled faces and marks of a user, at once; returns the number of sessions. */
async function eraseUser(db: Kysely<Tables>, userHash: string): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await tx.deleteFrom('enrollments').where('user_hash', '=', userHash).execute();
    await tx.deleteFrom('links').where('user_hash', '=', userHash).execute();
    await tx.deleteFrom('webhook_events').where('user_hash', '=', userHash).execute();
    await tx.deleteFrom('population_users').where('user_hash', '=', userHash).execute();
    for (const table of ['sessions', 'session_summaries'] as const) {
      const own = tx.selectFrom(table).select('session_hash').where('user_hash', '=', userHash);
      await tx.deleteFrom('session_sources').where('session_hash', 'in', own).execute();
    }
    const { numDeletedRows } = await tx.deleteFrom('sessions').where('user_hash', '=', userHash).executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
}

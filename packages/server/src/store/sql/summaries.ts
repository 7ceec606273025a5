import { sql, type Insertable, type Kysely, type Selectable } from 'kysely';
import type { MatchLevel } from '@face-session/protocol';
import type { StoredTraceEvent } from '../trace-event-store.js';
import type { ConsoleTotal, Review, ReviewCause, SessionSource, SessionSummary, SummaryOutcome, SummaryStore } from '../summary-store.js';
import { auditEntryOf } from './audit-log.js';
import type { ReviewRow, SessionSummaryRow, Tables } from './schema.js';

/** Rows of one statement: SQLite and PostgreSQL bound the parameters of one. */
const ROWS_AT_ONCE = 200;

export function summaryStore(db: Kysely<Tables>): SummaryStore {
  return {
    async sessionsTouched(from, to) {
      const rows = await db
        .selectFrom('audit_log')
        .select('session_hash')
        .where('at', '>=', from)
        .where('at', '<', to)
        .where('session_hash', 'is not', null)
        .union(
          db
            .selectFrom('trace_events')
            .select('session_hash')
            .where('received_at', '>=', from)
            .where('received_at', '<', to)
            .where('session_hash', 'is not', null),
        )
        .execute();
      return rows.flatMap(({ session_hash }) => session_hash ?? []);
    },
    async oldestEntry(from) {
      const rows = await db
        .selectFrom('audit_log')
        .select((eb) => eb.fn.min('at').as('at'))
        .where('at', '>=', from)
        .unionAll(
          db
            .selectFrom('trace_events')
            .select((eb) => eb.fn.min('received_at').as('at'))
            .where('received_at', '>=', from),
        )
        .execute();
      const times = rows.map((row) => row.at as number | null).filter((at) => at !== null);
      return times.length === 0 ? null : Math.min(...times);
    },
    async sessionsOver(now, limit) {
      const rows = await db
        .selectFrom('session_summaries')
        .select('session_hash')
        .where('outcome', '=', 'open')
        .where('ends_at', '<=', now)
        .orderBy('ends_at')
        .limit(limit)
        .execute();
      return rows.map((row) => row.session_hash);
    },
    async entriesOf(sessionHashes) {
      const audit = [];
      const trace: StoredTraceEvent[] = [];
      for (const hashes of batchesOf(sessionHashes)) {
        const entries = await db.selectFrom('audit_log').selectAll().where('session_hash', 'in', hashes).orderBy('id').execute();
        audit.push(...entries.map(auditEntryOf));
        const events = await db.selectFrom('trace_events').selectAll().where('session_hash', 'in', hashes).orderBy('id').execute();
        trace.push(
          ...events.map((row) => ({
            receivedAt: row.received_at,
            clientId: row.client_id,
            sessionHash: row.session_hash,
            fields: JSON.parse(row.fields) as StoredTraceEvent['fields'],
          })),
        );
      }
      return { audit, trace };
    },
    async summariesOf(sessionHashes) {
      const found = [];
      for (const hashes of batchesOf(sessionHashes)) {
        const rows = await db.selectFrom('session_summaries').selectAll().where('session_hash', 'in', hashes).execute();
        found.push(...rows.map(summaryOf));
      }
      return found;
    },
    putSummaries: (summaries, changes) =>
      db.transaction().execute(async (tx) => {
        for (const batch of batchesOf(summaries)) {
          const hashes = batch.map(({ sessionHash }) => sessionHash);
          await tx.deleteFrom('session_summaries').where('session_hash', 'in', hashes).execute();
          for (const rows of batchesOf(batch, 40)) await tx.insertInto('session_summaries').values(rows.map(rowOf)).execute();
        }
        for (const batch of batchesOf(changes, 100)) await addTotals(tx, batch);
      }),
    async findSummaries(filter, limit, after) {
      const { clientIds, sessionHash, userHash, outcome, leftAt, from, to } = filter;
      const rows = await db
        .selectFrom('session_summaries')
        .selectAll()
        .$if(clientIds !== undefined, (query) => query.where('client_id', 'in', [...(clientIds ?? []), '']))
        .$if(sessionHash !== undefined, (query) => query.where('session_hash', '=', sessionHash ?? ''))
        .$if(userHash !== undefined, (query) => query.where('user_hash', '=', userHash ?? ''))
        .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? ''))
        .$if(leftAt !== undefined, (query) => query.where('left_at', '=', leftAt ?? ''))
        .$if(from !== undefined, (query) => query.where('created_at', '>=', from ?? 0))
        .$if(to !== undefined, (query) => query.where('created_at', '<', to ?? 0))
        .$if(after !== undefined, (query) =>
          query.where((eb) =>
            eb.or([
              eb('created_at', '<', after?.createdAt ?? 0),
              eb.and([eb('created_at', '=', after?.createdAt ?? 0), eb('session_hash', '<', after?.sessionHash ?? '')]),
            ]),
          ),
        )
        .orderBy('created_at', 'desc')
        .orderBy('session_hash', 'desc')
        .limit(limit)
        .execute();
      return rows.map(summaryOf);
    },
    async totals({ span, from, to, names, clientIds, isSplit }) {
      const rows = await db
        .selectFrom('console_totals')
        .select(['name', 'value'])
        .select((eb) => (isSplit ? eb.ref('at') : eb.val<number | string>(from)).as('at'))
        .select((eb) => eb.fn.sum<number | string>('count').as('count'))
        .where('span', '=', span)
        .where('at', '>=', from)
        .where('at', '<', to)
        .where('name', 'in', names)
        .$if(clientIds !== null, (query) => query.where('client_id', 'in', [...(clientIds ?? []), '']))
        .groupBy(isSplit ? ['name', 'value', 'at'] : ['name', 'value'])
        .execute();
      return rows
        .map(({ at, name, value, count }) => ({ at: Number(at), name, value, count: Number(count) }))
        .filter(({ count }) => count !== 0);
    },
    async noteSources(sources) {
      for (const batch of batchesOf(sources, 100)) {
        await db
          .insertInto('session_sources')
          .values(
            batch.map(({ sessionHash, kind, hash, at, passed }) => ({ session_hash: sessionHash, kind, hash, at, passed: Number(passed) })),
          )
          .onConflict((conflict) =>
            conflict
              .columns(['session_hash', 'kind'])
              .doUpdateSet((eb) => ({ hash: eb.ref('excluded.hash'), at: eb.ref('excluded.at'), passed: eb.ref('excluded.passed') })),
          )
          .execute();
      }
    },
    async sharedSources(sessionHashes) {
      if (sessionHashes.length === 0) return [];
      const rows = await db
        .selectFrom('session_sources as own')
        .innerJoin('session_sources as all', (join) => join.onRef('all.kind', '=', 'own.kind').onRef('all.hash', '=', 'own.hash'))
        .select(['own.session_hash', 'own.kind'])
        .select((eb) => eb.fn.countAll<number | string>().as('sessions'))
        .where('own.session_hash', 'in', sessionHashes)
        .groupBy(['own.session_hash', 'own.kind'])
        .execute();
      return rows.map(({ session_hash, kind, sessions }) => ({
        sessionHash: session_hash,
        kind: kind as SessionSource['kind'],
        sessions: Number(sessions),
      }));
    },
    async frequent(by, from, least, limit) {
      if (by === 'address' || by === 'photo') {
        const rows = await db
          .selectFrom('session_sources')
          .select('hash')
          .select((eb) => eb.fn.countAll<number | string>().as('sessions'))
          .select((eb) => eb.fn.sum<number | string>('passed').as('passed'))
          .where('kind', '=', by)
          .where('at', '>=', from)
          .groupBy('hash')
          .having((eb) => eb.fn.countAll<number>(), '>=', least)
          .orderBy('sessions', 'desc')
          .limit(limit)
          .execute();
        return rows.map(({ hash, sessions, passed }) => ({ hash, sessions: Number(sessions), passed: Number(passed) }));
      }
      const column = by === 'device' ? 'device_hash' : 'user_hash';
      const rows = await db
        .selectFrom('session_summaries')
        .select(column)
        .select((eb) => eb.fn.countAll<number | string>().as('sessions'))
        .select(sql<number | string>`sum(case when outcome = 'passed' then 1 else 0 end)`.as('passed'))
        .where('created_at', '>=', from)
        .where(column, 'is not', null)
        .groupBy(column)
        .having((eb) => eb.fn.countAll<number>(), '>=', least)
        .orderBy('sessions', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({ hash: row[column] ?? '', sessions: Number(row.sessions), passed: Number(row.passed) }));
    },
    async reviewQueue(clientIds, limit) {
      if (clientIds.length === 0) return [];
      const rows = await db
        .selectFrom('session_summaries')
        .selectAll('session_summaries')
        .leftJoin('reviews', 'reviews.session_hash', 'session_summaries.session_hash')
        .where('review', 'is not', null)
        .where('reviews.decided_at', 'is', null)
        .where('session_summaries.client_id', 'in', clientIds)
        .orderBy('last_at')
        .limit(limit)
        .execute();
      return rows.map(summaryOf);
    },
    async addReview(review) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('reviews')
        .values({
          session_hash: review.sessionHash,
          client_id: review.clientId,
          decided_at: review.decidedAt,
          operator: review.operator,
          decision: review.decision,
          note: review.note,
        })
        .onConflict((conflict) => conflict.column('session_hash').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async findReviews(sessionHashes) {
      if (sessionHashes.length === 0) return [];
      return (await db.selectFrom('reviews').selectAll().where('session_hash', 'in', sessionHashes).execute()).map(reviewOf);
    },
    async recentReviews(limit) {
      return (await db.selectFrom('reviews').selectAll().orderBy('decided_at', 'desc').limit(limit).execute()).map(reviewOf);
    },
  };
}

async function addTotals(tx: Kysely<Tables>, changes: readonly ConsoleTotal[]): Promise<void> {
  await tx
    .insertInto('console_totals')
    .values(
      changes.map(({ span, at, clientId, name, value, count }) => ({
        span,
        at,
        client_id: clientId,
        name,
        value,
        count,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['span', 'at', 'client_id', 'name', 'value']).doUpdateSet({
        count: sql`console_totals.count + excluded.count`,
      }),
    )
    .execute();
}

function batchesOf<Item>(items: readonly Item[], size = ROWS_AT_ONCE): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}

function summaryOf(row: Selectable<SessionSummaryRow>): SessionSummary {
  return {
    sessionHash: row.session_hash,
    clientId: row.client_id,
    userHash: row.user_hash,
    createdAt: row.created_at,
    lastAt: row.last_at,
    endsAt: row.ends_at,
    outcome: row.outcome as SummaryOutcome,
    leftAt: row.left_at,
    reasons: wordsOf(row.reasons),
    stage: row.stage,
    attempts: row.attempts,
    matchLevel: row.match_level as MatchLevel | null,
    spoofScore: row.spoof_score,
    seconds: row.seconds,
    platform: row.platform,
    browser: row.browser,
    deviceHash: row.device_hash,
    isTraced: row.is_traced !== 0,
    review: row.review as ReviewCause | null,
    doubts: wordsOf(row.doubts),
  };
}

function rowOf(summary: SessionSummary): Insertable<SessionSummaryRow> {
  return {
    session_hash: summary.sessionHash,
    client_id: summary.clientId,
    user_hash: summary.userHash,
    created_at: summary.createdAt,
    last_at: summary.lastAt,
    ends_at: summary.endsAt,
    outcome: summary.outcome,
    left_at: summary.leftAt,
    reasons: summary.reasons.join(' '),
    stage: summary.stage,
    attempts: summary.attempts,
    match_level: summary.matchLevel,
    spoof_score: summary.spoofScore,
    seconds: summary.seconds,
    platform: summary.platform,
    browser: summary.browser,
    device_hash: summary.deviceHash,
    is_traced: Number(summary.isTraced),
    review: summary.review,
    doubts: summary.doubts.join(' '),
  };
}

const wordsOf = (text: string): string[] => (text === '' ? [] : text.split(' '));

function reviewOf(row: Selectable<ReviewRow>): Review {
  return {
    sessionHash: row.session_hash,
    clientId: row.client_id,
    decidedAt: row.decided_at,
    operator: row.operator,
    decision: row.decision,
    note: row.note,
  };
}

import type { Kysely, SelectQueryBuilder, Selectable } from 'kysely';
import type { WebhookEventType } from '@face-session/protocol';
import type { Delivery, DeliveryFilter, LeasedEvent, OutboxEvent, OutboxStore } from '../outbox-store.js';
import { insertAudit } from './audit-log.js';
import type { DatabaseKind } from './database.js';
import type { Tables, WebhookEventRow } from './schema.js';

export function outboxStore(db: Kysely<Tables>, { commitLazily }: DatabaseKind): OutboxStore {
  return {
    async clientsWithDueEvents(now) {
      const rows = await db
        .selectFrom('webhook_events as event')
        .innerJoin('webhooks as webhook', 'webhook.client_id', 'event.client_id')
        .innerJoin('clients as client', 'client.client_id', 'event.client_id')
        .select(['event.client_id', (eb) => eb.fn.min('event.next_at').as('due_at')])
        .where('event.next_at', '<=', now)
        .where('event.delete_at', '>', now)
        .where('webhook.disabled', '=', 0)
        .where('client.disabled', '=', 0)
        .groupBy('event.client_id')
        .orderBy('due_at')
        .execute();
      return rows.map((row) => row.client_id);
    },
    // A lease that a power cut loses means one more delivery, which a receiver must expect anyway.
    leaseEvents: ({ clientId, now, leaseUntil, limit }) =>
      commitLazily(db, async (lazy) => {
        const rows = await lazy
          .updateTable('webhook_events')
          .set((eb) => ({ next_at: leaseUntil, tries: eb('tries', '+', 1) }))
          .where('event_id', 'in', (eb) =>
            eb
              .selectFrom('webhook_events')
              .select('event_id')
              .where('client_id', '=', clientId)
              .where('next_at', '<=', now)
              .where('delete_at', '>', now)
              .orderBy('next_at')
              .limit(limit),
          )
          // Once more, since another replica may have taken some of them since they were selected.
          .where('next_at', '<=', now)
          .returningAll()
          .execute();
        return rows.map(leasedEventOf);
      }),
    recordDelivery: ({ eventId }, outcome, audit) =>
      db.transaction().execute(async (tx) => {
        await tx
          .updateTable('webhook_events')
          .set({ next_at: null, delivered_at: audit.at, last_outcome: outcome })
          .where('event_id', '=', eventId)
          .execute();
        await insertAudit(tx, audit);
      }),
    recordFailure: ({ eventId, tries }, outcome, nextAt) =>
      commitLazily(db, async (lazy) => {
        await lazy
          .updateTable('webhook_events')
          .set({ next_at: nextAt, last_outcome: outcome })
          .where('event_id', '=', eventId)
          .where('tries', '=', tries)
          .where('next_at', 'is not', null)
          .execute();
      }),
    async listDeliveries(filter, limit) {
      const query = db.selectFrom('webhook_events').selectAll().where('client_id', '=', filter.clientId);
      const rows = await narrowed(query, filter).orderBy('created_at', 'desc').limit(limit).execute();
      return rows.map(deliveryOf);
    },
    replayEvents: (filter, now) =>
      db.transaction().execute(async (tx) => {
        const wanted = tx
          .selectFrom('webhook_events')
          .select('event_id')
          .where('client_id', '=', filter.clientId)
          .where('delete_at', '>', now);
        const { numUpdatedRows } = await tx
          .updateTable('webhook_events')
          .set({ next_at: now, delivered_at: null, tries: 0 })
          .where('event_id', 'in', narrowed(wanted, filter))
          .executeTakeFirstOrThrow();
        const events = Number(numUpdatedRows);
        const { clientId, eventId, state } = filter;
        await insertAudit(tx, { at: now, event: 'webhook.replayed', clientId, details: { eventId, state, events } });
        return events;
      }),
    async pendingEvents() {
      const row = await db
        .selectFrom('webhook_events')
        .select((eb) => [eb.fn.countAll().as('count'), eb.fn.min('created_at').as('oldest_at')])
        .where('next_at', 'is not', null)
        .executeTakeFirstOrThrow();
      return { count: Number(row.count), oldestAt: row.oldest_at };
    },
  };
}

/** For the transaction that the event tells of. Nothing if it is there already: an event of a session happens once. */
export async function insertEvent(tx: Kysely<Tables>, event: OutboxEvent): Promise<void> {
  await tx
    .insertInto('webhook_events')
    .values({
      event_id: event.eventId,
      client_id: event.clientId,
      type: event.type,
      session_hash: event.sessionHash,
      user_hash: event.userHash,
      created_at: event.createdAt,
      delete_at: event.deleteAt,
      content_sealed: event.contentSealed,
      tries: 0,
      next_at: event.createdAt,
      delivered_at: null,
      last_outcome: null,
    })
    .onConflict((conflict) => conflict.column('event_id').doNothing())
    .execute();
}

function narrowed<Row>(
  query: SelectQueryBuilder<Tables, 'webhook_events', Row>,
  { eventId, sessionHash, state, from }: DeliveryFilter,
): SelectQueryBuilder<Tables, 'webhook_events', Row> {
  let narrower = query;
  if (eventId !== undefined) narrower = narrower.where('event_id', '=', eventId);
  if (sessionHash !== undefined) narrower = narrower.where('session_hash', '=', sessionHash);
  if (state !== undefined) narrower = narrower.where('next_at', state === 'pending' ? 'is not' : 'is', null);
  if (from !== undefined) narrower = narrower.where('created_at', '>=', from);
  return narrower;
}

/** What is told of an event whoever asks. */
function factsOf(row: Selectable<WebhookEventRow>): Omit<LeasedEvent, 'contentSealed' | 'userHash'> {
  return {
    eventId: row.event_id,
    clientId: row.client_id,
    type: row.type as WebhookEventType,
    sessionHash: row.session_hash,
    createdAt: row.created_at,
    deleteAt: row.delete_at,
    tries: row.tries,
  };
}

function leasedEventOf(row: Selectable<WebhookEventRow>): LeasedEvent {
  return { ...factsOf(row), userHash: row.user_hash, contentSealed: row.content_sealed };
}

function deliveryOf(row: Selectable<WebhookEventRow>): Delivery {
  return {
    ...factsOf(row),
    state: row.next_at === null ? 'delivered' : 'pending',
    nextAt: row.next_at,
    deliveredAt: row.delivered_at,
    lastOutcome: row.last_outcome,
  };
}

import type { Kysely } from 'kysely';
import type { StoredTraceEvent, TraceEventStore } from '../trace-event-store.js';
import type { Tables } from './schema.js';

export function traceEventStore(db: Kysely<Tables>): TraceEventStore {
  return {
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
  };
}

import { sql, type Kysely } from 'kysely';
import type { OldestKept } from '../store.js';
import type { Tables } from './schema.js';

/** When the oldest of each kind of data was made. An image has no time of its own: it was made with its session. */
export async function oldestKept(db: Kysely<Tables>): Promise<OldestKept> {
  const { rows } = await sql<OldestKept>`select
    (select min(created_at) from sessions where template_sealed is not null) as templates,
    (select min(sessions.created_at) from images join sessions on sessions.session_hash = images.session_hash) as images,
    (select min(at) from audit_log) as "auditLog",
    (select min(received_at) from trace_events) as "traceEvents",
    (select min(created_at) from webhook_events) as events`.execute(db);
  return rows[0] ?? { templates: null, images: null, auditLog: null, traceEvents: null, events: null };
}

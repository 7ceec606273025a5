import type { Kysely } from 'kysely';
import type { WebhookEventType } from '@face-session/protocol';
import { newEvent } from '../outbox-store.js';
import { asksFor } from '../webhook-store.js';
import { insertAudit } from './audit-log.js';
import { insertEvent } from './outbox.js';
import type { SessionRow, Tables } from './schema.js';
import { webhookOf } from './webhooks.js';

/** Ends sessions that expired open, and writes an event for each whose client has asked for it. */
export async function endExpiredSessions(db: Kysely<Tables>, now: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const ended = await tx
      .updateTable('sessions')
      .set({ status: 'ended' })
      .where('status', '=', 'open')
      .where('expires_at', '<=', now)
      .returning(['session_hash', 'client_id', 'user_hash'])
      .execute();
    if (ended.length === 0) return;
    await insertExpiry(tx, 'face_session.ended', ended, now);
  });
}

/** Writes an event without content about each session whose client has asked for it. */
export async function insertExpiry(
  tx: Kysely<Tables>,
  type: WebhookEventType,
  expired: readonly Pick<SessionRow, 'session_hash' | 'client_id' | 'user_hash'>[],
  now: number,
): Promise<void> {
  const webhooks = (await tx.selectFrom('webhooks').selectAll().execute()).map(webhookOf);
  const asking = new Set(webhooks.filter((webhook) => asksFor(webhook, type, false)).map(({ clientId }) => clientId));
  for (const { client_id: clientId, session_hash: sessionHash, user_hash: userHash } of expired) {
    if (!asking.has(clientId)) continue;
    await insertEvent(tx, newEvent({ clientId, type, sessionHash, userHash, createdAt: now, contentSealed: null }));
  }
}

/** Deletes events whose time is over. Those that were never delivered are named in the audit log. Returns the number of events. */
export async function deleteExpiredEvents(db: Kysely<Tables>, now: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const deleted = await tx
      .deleteFrom('webhook_events')
      .where('delete_at', '<=', now)
      .returning(['event_id', 'client_id', 'type', 'session_hash', 'user_hash', 'next_at', 'tries', 'last_outcome'])
      .execute();
    for (const event of deleted) {
      if (event.next_at === null) continue;
      await insertAudit(tx, {
        at: now,
        event: 'webhook.given-up',
        clientId: event.client_id,
        sessionHash: event.session_hash,
        userHash: event.user_hash ?? undefined,
        details: { eventId: event.event_id, type: event.type, tries: event.tries, outcome: event.last_outcome },
      });
    }
    return deleted.length;
  });
}

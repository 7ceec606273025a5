import type { SessionEndReason, WebhookEventType } from '@face-session/protocol';
import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import type { Sealer } from '../keys/sealer.js';
import { eventIdOf, newEvent, type OutboxEvent } from '../store/outbox-store.js';
import { asksFor } from '../store/webhook-store.js';
import type { SessionParts } from './parts.js';
import type { ResultContent } from './result.js';
import type { SessionContext } from './session-context.js';

/** What an event tells: enough to sign the result again at each delivery, and no picture. */
interface EventContent {
  readonly result: ResultContent;
  readonly reason?: SessionEndReason;
}

/**
 * The event of a session for its outbox, sealed; null if the client's webhook does not ask for it.
 * @param content null: the session expired, and the event says so without a result
 */
export async function sessionEvent(
  { store, sealer, clock }: Pick<SessionParts, 'store' | 'sealer' | 'clock'>,
  { client, sessionId }: Pick<SessionContext, 'client' | 'sessionId'>,
  type: WebhookEventType,
  content: EventContent | null,
): Promise<OutboxEvent | null> {
  const webhook = await store.findWebhook(client.clientId);
  if (!webhook || !asksFor(webhook, type, content !== null)) return null;
  const sessionHash = identifierHash(sessionId);
  const userIdentifier = content?.result.userIdentifier ?? null;
  return newEvent({
    clientId: client.clientId,
    type,
    sessionHash,
    userHash: userIdentifier === null ? null : userHashOf(sealer, userIdentifier),
    createdAt: clock(),
    contentSealed: content && sealer.seal('event', eventIdOf(type, sessionHash), Buffer.from(JSON.stringify(content))),
  });
}

/** @throws if the content was changed, or sealed for another event or with another master key */
export function openEventContent(sealer: Sealer, eventId: string, sealed: Uint8Array): EventContent {
  return JSON.parse(sealer.open('event', eventId, sealed).toString()) as EventContent;
}

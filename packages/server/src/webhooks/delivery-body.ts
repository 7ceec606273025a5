import type { WebhookEvent } from '@face-session/protocol';
import type { Sealer } from '../keys/sealer.js';
import { signResult, type SignParts } from '../sessions/result.js';
import { openEventContent } from '../sessions/session-event.js';
import type { Client } from '../store/client-store.js';
import type { OutboxEvent } from '../store/outbox-store.js';
import type { WebhookBody } from '../store/webhook-store.js';

/**
 * The body of a delivery, JSON. Its result is signed now, so that it is fresh and its key is published, with the `jti` that it always had.
 * Null if the form has no room for the event: the reference's form for a session that expired without a result.
 * @throws {SigningUnavailableError} if no key can sign
 */
export async function deliveryBody(
  parts: SignParts & { readonly sealer: Sealer },
  client: Client,
  event: OutboxEvent,
  form: WebhookBody,
): Promise<string | null> {
  const content = event.contentSealed && openEventContent(parts.sealer, event.eventId, event.contentSealed);
  const jwsResult = content && (await signResult(parts, client, content.result));
  if (form === 'reference') return jwsResult === null ? null : JSON.stringify({ jwsResult });
  const body: WebhookEvent = {
    type: event.type,
    timestamp: new Date(event.createdAt).toISOString(),
    data: {
      ...(content && { sessionId: content.result.sessionId }),
      sessionIdSha256: event.sessionHash,
      ...(content?.result.userIdentifier != null && { userIdentifier: content.result.userIdentifier }),
      ...(event.type === 'face_session.ended' && { reason: content?.reason ?? 'expired' }),
      ...(jwsResult !== null && { jwsResult }),
      ...(client.test && { test: true as const }),
    },
  };
  return JSON.stringify(body);
}

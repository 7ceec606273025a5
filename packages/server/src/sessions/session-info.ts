import { identifierHash } from '../keys/identifier-hash.js';
import { recordEvent } from '../record-event.js';
import type { Client } from '../store/client-store.js';
import type { SessionParts } from './parts.js';
import { refusal, type Refusal } from './refusal.js';

type SessionInfoParts = Pick<SessionParts, 'store' | 'sealer' | 'clock'>;

/** The result of a session once more, as it was signed. */
export async function resultOf(
  parts: SessionInfoParts,
  client: Client,
  sessionId: string,
): Promise<{ result: string } | Refusal<'NOT_FOUND'>> {
  const sessionHash = identifierHash(sessionId);
  const session = await parts.store.findSession(sessionHash, client.clientId, parts.clock());
  if (!session?.resultSealed) return refusal('NOT_FOUND');
  await recordEvent(parts, { event: 'result.read', clientId: client.clientId, sessionHash, details: {} });
  return { result: parts.sealer.open('result', sessionId, session.resultSealed).toString() };
}

/** The audit-trail image, JPEG. */
export async function auditImageOf(
  parts: SessionInfoParts,
  client: Client,
  imageId: string,
): Promise<{ image: Buffer } | Refusal<'NOT_FOUND'>> {
  const stored = await parts.store.findImage(identifierHash(imageId), client.clientId, parts.clock());
  if (!stored) return refusal('NOT_FOUND');
  await recordEvent(parts, { event: 'image.read', clientId: client.clientId, sessionHash: stored.sessionHash, details: {} });
  return { image: parts.sealer.open('audit-image', imageId, stored.imageSealed) };
}

/** Deletes all data of the client's session, at once. Does nothing if the client has no such session. */
export async function deleteSession(
  parts: SessionInfoParts & Pick<SessionParts, 'levels'>,
  client: Client,
  sessionId: string,
): Promise<void> {
  const sessionHash = identifierHash(sessionId);
  parts.levels.ended(sessionHash);
  if (!(await parts.store.deleteSession(sessionHash, client.clientId))) return;
  await recordEvent(parts, { event: 'session.deleted', clientId: client.clientId, sessionHash, details: {} });
}

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

/** Opens an audit-trail image. Who asks for it records that. */
export async function openImage(
  { store, sealer, clock }: SessionInfoParts,
  clientId: string,
  imageId: string,
): Promise<{ readonly image: Buffer; readonly sessionHash: string } | null> {
  const stored = await store.findImage(identifierHash(imageId), clientId, clock());
  return stored && { image: sealer.open('audit-image', imageId, stored.imageSealed), sessionHash: stored.sessionHash };
}

/** The audit-trail image, JPEG. */
export async function auditImageOf(
  parts: SessionInfoParts,
  client: Client,
  imageId: string,
): Promise<{ image: Buffer } | Refusal<'NOT_FOUND'>> {
  const { clientId } = client;
  const found = await openImage(parts, clientId, imageId);
  if (!found) return refusal('NOT_FOUND');
  const { image, sessionHash } = found;
  await recordEvent(parts, { event: 'image.read', clientId, sessionHash, details: {} });
  return { image };
}

/** Deletes all data of the client's session, at once. Does nothing if the client has no such session. */
export async function deleteSession(parts: DeletingParts, client: Client, sessionId: string): Promise<void> {
  await deleteSessionByHash(parts, client.clientId, identifierHash(sessionId));
}

type DeletingParts = Pick<SessionParts, 'store' | 'clock'> & { readonly levels: Pick<SessionParts['levels'], 'ended'> };

/** The same for who knows the hash of the session only. Returns whether there was one. */
export async function deleteSessionByHash(parts: DeletingParts, clientId: string, sessionHash: string): Promise<boolean> {
  parts.levels.ended(sessionHash);
  if (!(await parts.store.deleteSession(sessionHash, clientId))) return false;
  await recordEvent(parts, { event: 'session.deleted', clientId, sessionHash, details: {} });
  return true;
}

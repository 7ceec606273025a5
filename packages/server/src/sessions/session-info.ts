import { identifierHash } from '../keys/identifier-hash.js';
import type { Client } from '../store/client-store.js';
import type { SessionParts } from './parts.js';
import { refusal, type Refusal } from './refusal.js';

type Parts = Pick<SessionParts, 'store' | 'sealer' | 'clock'>;

/** The result of a session once more, as it was signed. */
export async function resultOf(parts: Parts, client: Client, sessionId: string): Promise<{ result: string } | Refusal> {
  const session = await parts.store.findSession(identifierHash(sessionId), client.clientId);
  if (!session?.resultSealed) return refusal('NOT_FOUND');
  return { result: parts.sealer.open('result', sessionId, session.resultSealed).toString() };
}

/** The audit-trail image, JPEG. */
export async function auditImageOf(parts: Parts, client: Client, imageId: string): Promise<{ image: Buffer } | Refusal> {
  const sealed = await parts.store.findImage(identifierHash(imageId), client.clientId, parts.clock());
  if (!sealed) return refusal('NOT_FOUND');
  return { image: parts.sealer.open('audit-image', imageId, sealed) };
}

/** Deletes all that is kept of a session, at once. */
export async function deleteSession(parts: Parts, client: Client, sessionId: string): Promise<{ deleted: true } | Refusal> {
  const sessionHash = identifierHash(sessionId);
  if (!(await parts.store.deleteSession(sessionHash, client.clientId))) return refusal('NOT_FOUND');
  await parts.store.addAudit({ at: parts.clock(), event: 'session.deleted', clientId: client.clientId, sessionHash, details: {} });
  return { deleted: true };
}

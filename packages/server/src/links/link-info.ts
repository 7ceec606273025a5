import { identifierHash } from '../keys/identifier-hash.js';
import { exhaustedResult } from '../sessions/incomplete-result.js';
import type { SessionParts } from '../sessions/parts.js';
import { isRefusal, refusal, type Refusal } from '../sessions/refusal.js';
import { resultOf } from '../sessions/session-info.js';
import type { Client } from '../store/client-store.js';
import type { StoredLink } from '../store/link-store.js';
import type { Link } from '@face-session/protocol/schemas';

/** A link as its client receives it. */
export interface LinkInfo extends Pick<StoredLink, 'status' | 'createdAt' | 'expiresAt' | 'openedAt' | 'startedAt'> {
  readonly linkId: string;
  readonly sessionId: string;
}

/** Returns the status of a link. */
export async function linkInfo(
  { store, sealer, clock }: Pick<SessionParts, 'store' | 'sealer' | 'clock'>,
  client: Client,
  linkId: string,
): Promise<LinkInfo | Refusal<'NOT_FOUND'>> {
  const link = await store.findLink(identifierHash(linkId), client.clientId, clock());
  if (!link) return refusal('NOT_FOUND');
  const sessionId = sealer.open('link-session', linkId, link.sessionSealed).toString();
  const { status, createdAt, expiresAt, openedAt, startedAt } = link;
  return { linkId, sessionId, status, createdAt, expiresAt, openedAt, startedAt };
}

/** The signed result of a link whose session passed or failed, as long as it is kept; null otherwise. */
export async function linkResult(parts: SessionParts, client: Client, { status, sessionId }: LinkInfo): Promise<string | null> {
  if (status === 'passed') {
    const found = await resultOf(parts, client, sessionId);
    return isRefusal(found) ? null : found.result;
  }
  if (status !== 'failed') return null;
  const session = await parts.store.findSession(identifierHash(sessionId), client.clientId, parts.clock());
  return (
    session && exhaustedResult(parts, { client, sessionId, nonce: null, userIdentifier: null, deviceInfo: null, address: null }, session)
  );
}

/** Deletes a link with its session and all data of both, at once. False if the client has no such link. */
export async function deleteLink(parts: Pick<SessionParts, 'store' | 'clock'>, client: Client, linkId: string): Promise<boolean> {
  const { clientId } = client;
  const [linkHash, now] = [identifierHash(linkId), parts.clock()];
  const link = await parts.store.findLink(linkHash, clientId, now);
  if (!link || !(await parts.store.deleteLink(linkHash, clientId))) return false;
  const { sessionHash, userHash } = link;
  await parts.store.addAudit({ at: now, event: 'link.deleted', clientId, sessionHash, userHash: userHash ?? undefined, details: {} });
  return true;
}

const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A link as it is answered and printed. */
export function linkJson({ createdAt, expiresAt, openedAt, startedAt, ...link }: LinkInfo): Link {
  return {
    ...link,
    createdAt: timeOf(createdAt),
    expiresAt: timeOf(expiresAt),
    ...(openedAt !== null && { openedAt: timeOf(openedAt) }),
    ...(startedAt !== null && { startedAt: timeOf(startedAt) }),
  };
}

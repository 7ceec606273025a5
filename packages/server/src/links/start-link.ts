import type { LinkOptions } from '@face-session/protocol/schemas';
import { newSession, sessionCreated } from '../sessions/create-session.js';
import { refusal, type Refusal } from '../sessions/refusal.js';
import { linkDeviceHash } from './link-secrets.js';
import type { KnownLink, OpenLinkParts } from './open-link.js';

/** A session that was made, or goes on, for the device that asked. */
export interface StartedSession {
  readonly outcome: 'started';
  readonly sessionId: string;
  readonly nonce: string | undefined;
  readonly userIdentifier: string | undefined;
  readonly options: LinkOptions;
}

/**
 * Starts a link for the first device that asks, and goes on for the same device as long as its session is open. Other devices read that the link was
 * used. A link that must be handed over is refused to its own token.
 * @param deviceKey random, made and kept by the device
 * @param consentVersion what the person consented to, as the device says
 */
export async function startLink(
  parts: OpenLinkParts,
  { link, content, client, page, handOff }: KnownLink,
  deviceKey: string,
  consentVersion: string | undefined,
): Promise<StartedSession | { readonly outcome: 'used' | 'over' } | Refusal<'INVALID_REQUEST' | 'FORBIDDEN'>> {
  const deviceHash = linkDeviceHash(parts.sealer, deviceKey);
  if (handOff === null && content.allowHandOff === 'only') return refusal('FORBIDDEN', 'The link is for a device that opens its hand-off.');
  if (handOff !== null && handOff.deviceHash !== deviceHash) return { outcome: 'used' };
  const required = page?.consentVersion ?? undefined;
  const isNew = link.startedAt === null;
  if (isNew && required !== undefined && consentVersion !== required) {
    return refusal(
      'INVALID_REQUEST',
      'consentVersion: the person must consent to the text in force. Open the link again to read its version.',
    );
  }
  const { sessionId, nonce, userIdentifier, options } = content;
  const session = newSession(parts, client, sessionId);
  const { clientId, sessionHash, userHash } = link;
  const at = session.createdAt;
  const outcome = await parts.store.startLink(
    { linkHash: link.linkHash, deviceHash, now: at, session },
    {
      started: {
        at,
        event: 'link.started',
        clientId,
        sessionHash,
        userHash: userHash ?? undefined,
        details: { consentVersion: required, handOff: handOff === null ? undefined : true },
      },
      sessionCreated: sessionCreated(session),
    },
  );
  if (outcome === 'used' || outcome === 'over') return { outcome };
  return { outcome: 'started', sessionId, nonce, userIdentifier, options };
}

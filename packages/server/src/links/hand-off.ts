import { HAND_OFF_LIFETIME_SECONDS, type HandOffProgress, type HandOffState } from '@face-session/protocol';
import { refusal, type Refusal } from '../sessions/refusal.js';
import type { SessionParts } from '../sessions/parts.js';
import type { OpenedHandOff } from '../store/hand-off-store.js';
import type { StoredLink } from '../store/link-store.js';
import { handOffCodeOf } from './hand-off-code.js';
import { sealHandOffContent } from './link-content.js';
import { handOffHash, handOffURL, linkDeviceHash, newLinkToken } from './link-secrets.js';
import type { KnownLink, OpenLinkParts } from './open-link.js';

/** What making a hand-off works with. */
export type HandOffParts = OpenLinkParts & Pick<SessionParts, 'random'>;

export interface CreatedHandOff {
  readonly url: string;
  /** One word and two digits; both devices show it. */
  readonly code: string;
  /** Until when it can be opened, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Makes the hand-off of a link, in place of the one before: what the page needs is sealed again under a secret of its own.
 * @param deviceKey of the device that makes it, which alone can follow it
 */
export async function createHandOff(
  parts: HandOffParts,
  { link, content }: KnownLink,
  deviceKey: string,
): Promise<CreatedHandOff | Refusal<'FORBIDDEN' | 'NOT_FOUND'>> {
  const { config, store, sealer, clock, random } = parts;
  if ((content.allowHandOff ?? 'never') === 'never') return refusal('FORBIDDEN', 'The link cannot be handed over: allowHandOff is never.');
  const secret = newLinkToken(random);
  const [now, hash] = [clock(), handOffHash(sealer, secret)];
  const expiresAt = Math.min(now + HAND_OFF_LIFETIME_SECONDS * 1000, link.expiresAt);
  const saved = await store.saveHandOff(
    link.linkHash,
    { handOffHash: hash, makerHash: linkDeviceHash(sealer, deviceKey), sealed: sealHandOffContent(sealer, secret, content), expiresAt },
    now,
  );
  if (!saved) return refusal('FORBIDDEN', 'The link was started, or is over.');
  return { url: handOffURL(config.baseURL, secret), code: handOffCodeOf(sealer, hash), expiresAt };
}

/** Opens a hand-off for the first device that asks; the same device can open it again. */
export async function openHandOff(
  { store, sealer, clock }: OpenLinkParts,
  { link }: KnownLink,
  secret: string,
  deviceKey: string,
): Promise<{ readonly outcome: OpenedHandOff; readonly code: string }> {
  const [now, hash] = [clock(), handOffHash(sealer, secret)];
  const { clientId, sessionHash, userHash } = link;
  const outcome = await store.openHandOff(hash, linkDeviceHash(sealer, deviceKey), now, {
    at: now,
    event: 'link.hand-off-opened',
    clientId,
    sessionHash,
    userHash: userHash ?? undefined,
    details: {},
  });
  return { outcome, code: handOffCodeOf(sealer, hash) };
}

/** How the hand-off of a link stands for the device with this key. Only reads. */
export function handOffProgress(
  { sealer, clock }: Pick<OpenLinkParts, 'sealer' | 'clock'>,
  link: StoredLink,
  deviceKey: string,
): HandOffProgress {
  const { status, failedAttempts } = link;
  const handOff = handOffStateOf(link, linkDeviceHash(sealer, deviceKey), clock());
  const code = handOff === 'none' || !link.handOff ? undefined : handOffCodeOf(sealer, link.handOff.handOffHash);
  return { status, handOff, failedAttempts, code };
}

/** @param makerHash of the device that asks */
export function handOffStateOf(
  { handOff, startedAt, deviceHash }: Pick<StoredLink, 'handOff' | 'startedAt' | 'deviceHash'>,
  makerHash: string,
  now: number,
): HandOffState {
  if (handOff?.makerHash !== makerHash) return 'none';
  if (startedAt !== null && deviceHash !== handOff.deviceHash) return 'none';
  if (handOff.openedAt !== null) return 'opened';
  return handOff.expiresAt <= now ? 'expired' : 'waiting';
}

import { HAND_OFF_LIFETIME_SECONDS } from '@face-session/protocol';
import type { HandOverSessionRequest } from '@face-session/protocol/schemas';
import { identifierHash } from '../keys/identifier-hash.js';
import type { SessionParts } from '../sessions/parts.js';
import { refusal, sessionRefusal, type Refusal } from '../sessions/refusal.js';
import type { SessionContext } from '../sessions/session-context.js';
import { resultOf } from '../sessions/session-info.js';
import { captureKeyHashOf, isSigned } from '../sessions/signed-upload.js';
import { handOffCodeOf } from './hand-off-code.js';
import { handOffStateOf, type CreatedHandOff, type HandOffParts } from './hand-off.js';
import { linkColumns, sealHandOffContent } from './link-content.js';
import { handOffHash, handOffURL, linkDeviceHash, newLinkToken } from './link-secrets.js';
import type { KnownLink, OpenLinkParts } from './open-link.js';

/** How long the capture can still read how its hand-off ended, after the end of the session, in milliseconds. */
const STATUS_LIFETIME_MS = 5 * 60 * 1000;

interface CreatedSessionHandOff extends CreatedHandOff {
  /** With the key of the device, it follows the hand-off. */
  readonly token: string;
}

/**
 * Hands the session of a capture over to another device, in place of the hand-off before. A link carries it, that ends with the session: the hosted page runs the
 * session there, with the name and the consent of the client. Only a client that the operator allows it can.
 */
export async function handOverSession(
  parts: HandOffParts,
  context: SessionContext,
  { deviceKey, locale, appearanceMode, options = {}, captureKey, signature }: HandOverSessionRequest,
): Promise<CreatedSessionHandOff | Refusal<'FORBIDDEN' | 'SESSION_EXPIRED' | 'ATTEMPT_SIGNATURE_INVALID'>> {
  const { config, store, sealer, clock, random } = parts;
  const { client, sessionId, nonce, userIdentifier } = context;
  const { clientId } = client;
  if (!client.scopes.includes('KYC_FACE_LINK') || (await store.findLinkPage(clientId))?.captureHandOff !== true) {
    return refusal(
      'FORBIDDEN',
      'A capture of this client cannot hand over. The operator allows it with the scope KYC_FACE_LINK and client link-page set --capture-hand-off allow.',
    );
  }
  const [now, sessionHash] = [clock(), identifierHash(sessionId)];
  const session = await store.findSession(sessionHash, clientId, now);
  if (!session) return sessionRefusal('unknown');
  // A token alone must not take a session to another device that a capture has begun.
  const isBound = session.captureKeyHash !== null;
  const isOwnKey = captureKey !== undefined && captureKeyHashOf(sealer, captureKey) === session.captureKeyHash;
  if (isBound && !(isOwnKey && isSigned(captureKey, signature, () => ({ kind: 'hand-over', sessionId, deviceKey })))) {
    return refusal(
      'ATTEMPT_SIGNATURE_INVALID',
      'signature: the session is bound to the key of the capture that began it, which must sign its hand-over.',
    );
  }
  const [linkId, token, secret] = [random.uuid(), newLinkToken(random), newLinkToken(random)];
  const content = {
    linkId,
    sessionId,
    nonce: nonce ?? undefined,
    userIdentifier: userIdentifier ?? undefined,
    returnURL: undefined,
    state: undefined,
    locale,
    appearanceMode,
    options,
  };
  const hash = handOffHash(sealer, secret);
  const columns = linkColumns(sealer, clientId, token, content);
  const { userHash } = columns;
  const expiresAt = Math.min(now + HAND_OFF_LIFETIME_SECONDS * 1000, session.expiresAt);
  const made = await store.handOverSession(
    {
      ...columns,
      createdAt: now,
      expiresAt: session.expiresAt,
      deleteAt: session.expiresAt + STATUS_LIFETIME_MS,
      handOff: {
        handOffHash: hash,
        makerHash: linkDeviceHash(sealer, deviceKey),
        sealed: sealHandOffContent(sealer, secret, content),
        expiresAt,
      },
    },
    { at: now, event: 'session.hand-off-created', clientId, sessionHash, userHash: userHash ?? undefined, details: {} },
  );
  if (made === 'gone') return sessionRefusal('gone');
  if (made === 'started') return refusal('FORBIDDEN', 'Another device has started the session.');
  if (made === 'linked') return refusal('FORBIDDEN', 'The session is that of a link: allowHandOff of the link decides.');
  return { token, url: handOffURL(config.baseURL, secret), code: handOffCodeOf(sealer, hash), expiresAt };
}

/**
 * The result of a session that another device has run, for the device that handed it over.
 * @param deviceKey of the device that asks
 */
export async function handedOverResult(
  parts: OpenLinkParts,
  { client, sessionId }: Pick<SessionContext, 'client' | 'sessionId'>,
  { link }: KnownLink,
  deviceKey: string,
): Promise<string | Refusal<'NOT_FOUND'>> {
  const { sessionHash, clientId, startedAt } = link;
  const isOfSession = sessionHash === identifierHash(sessionId) && clientId === client.clientId;
  const ranElsewhere = startedAt !== null && handOffStateOf(link, linkDeviceHash(parts.sealer, deviceKey), parts.clock()) === 'opened';
  if (!isOfSession || !ranElsewhere) return refusal('NOT_FOUND');
  const found = await resultOf(parts, client, sessionId);
  return 'refused' in found ? found : found.result;
}

/** Ends the hand-off of a session, unless another device has started it: its URL opens nothing any more. */
export async function revokeHandOff({ store }: Pick<SessionParts, 'store'>, { client, sessionId }: SessionContext): Promise<void> {
  await store.revokeHandOff(identifierHash(sessionId), client.clientId);
}

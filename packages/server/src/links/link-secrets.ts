import { HAND_OFF_PREFIX, LINK_FRAME_PARAMETER, LINK_PAGE_PATH, LINK_SECRET_BYTES } from '@face-session/protocol';
import type { Sealer } from '../keys/sealer.js';
import type { Random } from '../random.js';

/** A new secret for the URL of a link or of its hand-off: 256 bits in base64url. */
export function newLinkToken(random: Random): string {
  return random.bytes(LINK_SECRET_BYTES).toString('base64url');
}

/** What the store knows of a token. */
export function linkTokenHash(sealer: Pick<Sealer, 'keyedHash'>, token: string): string {
  return sealer.keyedHash('link-token', token);
}

/** What the store knows of the key of the device that starts a link. */
export function linkDeviceHash(sealer: Pick<Sealer, 'keyedHash'>, deviceKey: string): string {
  return sealer.keyedHash('link-device', deviceKey);
}

/** The address for the person. The token is the fragment: no server, proxy or link preview that only requests the address is sent it. */
export function linkURL(baseURL: string, token: string): string {
  return `${baseURL}${LINK_PAGE_PATH}#${token}`;
}

/** The same for a frame: it names the client, so that the service can say which origins may show it. */
export function linkFrameURL(baseURL: string, token: string, clientId: string): string {
  return `${baseURL}${LINK_PAGE_PATH}?${LINK_FRAME_PARAMETER}=${encodeURIComponent(clientId)}#${token}`;
}

/** What the store knows of the secret of a hand-off. */
export function handOffHash(sealer: Pick<Sealer, 'keyedHash'>, secret: string): string {
  return sealer.keyedHash('hand-off', secret);
}

/** The address for the other device. Its fragment is a secret of its own, never the token of the link. */
export function handOffURL(baseURL: string, secret: string): string {
  return linkURL(baseURL, `${HAND_OFF_PREFIX}${secret}`);
}

import type { AppearanceModeName, HandOffMode } from '@face-session/protocol';
import type { LinkOptions } from '@face-session/protocol/schemas';
import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import type { Sealer } from '../keys/sealer.js';
import type { NewLink } from '../store/link-store.js';
import { linkTokenHash } from './link-secrets.js';

/** What the page of a link needs. No template: that is sealed under the session id. */
export interface LinkContent {
  readonly linkId: string;
  readonly sessionId: string;
  readonly nonce: string | undefined;
  readonly userIdentifier: string | undefined;
  readonly returnURL: string | undefined;
  readonly state: string | undefined;
  readonly locale: string | undefined;
  readonly appearanceMode: AppearanceModeName | undefined;
  readonly options: LinkOptions;
  /** Missing in links of versions that knew no hand-off: never. */
  readonly allowHandOff?: HandOffMode;
}

/** The columns of a new link that come from its content and its token. The content is sealed under the token, which only the person and the customer's backend have. */
export function linkColumns(
  sealer: Sealer,
  clientId: string,
  token: string,
  content: LinkContent,
): Pick<NewLink, 'linkHash' | 'tokenHash' | 'clientId' | 'sessionHash' | 'userHash' | 'pageSealed'> {
  const { linkId, sessionId, userIdentifier } = content;
  return {
    linkHash: identifierHash(linkId),
    tokenHash: linkTokenHash(sealer, token),
    clientId,
    sessionHash: identifierHash(sessionId),
    userHash: userIdentifier === undefined ? null : userHashOf(sealer, userIdentifier),
    pageSealed: sealer.seal('link-page', token, Buffer.from(JSON.stringify(content))),
  };
}

export function openLinkContent(sealer: Sealer, token: string, sealed: Uint8Array): LinkContent {
  return JSON.parse(sealer.open('link-page', token, sealed).toString()) as LinkContent;
}

/** The same for the hand-off of a link, sealed under its secret, which only the device that opens it has. */
export function sealHandOffContent(sealer: Sealer, secret: string, content: LinkContent): Buffer {
  return sealer.seal('hand-off', secret, Buffer.from(JSON.stringify(content)));
}

export function openHandOffContent(sealer: Sealer, secret: string, sealed: Uint8Array): LinkContent {
  return JSON.parse(sealer.open('hand-off', secret, sealed).toString()) as LinkContent;
}

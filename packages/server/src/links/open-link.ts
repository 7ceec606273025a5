import type { AppearanceModeName, HandOffMode, LinkStatus } from '@face-session/protocol';
import type { SessionParts } from '../sessions/parts.js';
import { refusal, type Refusal } from '../sessions/refusal.js';
import { sessionEvent } from '../sessions/session-event.js';
import type { Client } from '../store/client-store.js';
import type { StoredHandOff, StoredLink } from '../store/link-store.js';
import type { LinkPage } from '../store/link-page.js';
import { openHandOffContent, openLinkContent, type LinkContent } from './link-content.js';
import { handOffHash, linkTokenHash } from './link-secrets.js';
import { returnURLFault, returnURLOf } from './return-url.js';

/** What opening a link works with. */
export type OpenLinkParts = Pick<SessionParts, 'config' | 'store' | 'sealer' | 'clock'>;

/** A link whose token is known. */
export interface KnownLink {
  readonly link: StoredLink;
  readonly content: LinkContent;
  readonly client: Client;
  readonly page: (LinkPage & { readonly hasLogo: boolean }) | null;
  /** The hand-off that led to it; null: the token of the link did. */
  readonly handOff: StoredHandOff | null;
}

/** What the page shows before the person starts. */
export interface OpenedLink {
  readonly status: LinkStatus;
  readonly name: string;
  /** As a data URL; null: none. */
  readonly logo: string | null;
  readonly privacyURL: string | null;
  readonly consentVersion: string | null;
  readonly selfieKeptSeconds: number;
  readonly locale: string | undefined;
  readonly appearanceMode: AppearanceModeName | undefined;
  /** With how the link stands; null: none was given, or its origin is no longer registered. */
  readonly returnURL: string | null;
  readonly allowHandOff: HandOffMode;
  /** What the page tells the page around it; null: it is in no frame. */
  readonly frame: { readonly linkId: string; readonly state: string | undefined; readonly origins: readonly string[] } | null;
  readonly test: boolean;
}

/** The link of a token; NOT_FOUND if there is none, or its client may have links no longer. */
export async function linkOfToken(parts: OpenLinkParts, token: string): Promise<KnownLink | Refusal<'NOT_FOUND'>> {
  const link = await parts.store.findLinkByToken(linkTokenHash(parts.sealer, token), parts.clock());
  return link ? withClient(parts, link, null, () => openLinkContent(parts.sealer, token, link.pageSealed)) : refusal('NOT_FOUND');
}

/** The link of a hand-off; NOT_FOUND if there is none, another one took its place, or its client may have links no longer. */
export async function linkOfHandOff(parts: OpenLinkParts, secret: string): Promise<KnownLink | Refusal<'NOT_FOUND'>> {
  const link = await parts.store.findLinkByHandOff(handOffHash(parts.sealer, secret), parts.clock());
  const handOff = link?.handOff;
  return handOff ? withClient(parts, link, handOff, () => openHandOffContent(parts.sealer, secret, handOff.sealed)) : refusal('NOT_FOUND');
}

/** A stored link with its client and its page; NOT_FOUND if the client may have links no longer. */
async function withClient(
  { store }: Pick<OpenLinkParts, 'store'>,
  link: StoredLink,
  handOff: StoredHandOff | null,
  openContent: () => LinkContent,
): Promise<KnownLink | Refusal<'NOT_FOUND'>> {
  const client = await store.findClient(link.clientId);
  if (!client || client.disabled || !client.scopes.includes('KYC_FACE_LINK')) return refusal('NOT_FOUND');
  return { link, content: openContent(), client, page: await store.findLinkPage(client.clientId), handOff };
}

/**
 * What the page of a link shows. The first time is recorded, and told to the client's webhook.
 * @param isFramed whether a page of this client has it in a frame
 */
export async function openLink(
  parts: OpenLinkParts,
  { link, content, client, page, handOff }: KnownLink,
  isFramed = false,
): Promise<OpenedLink> {
  const status = link.status === 'created' ? await markOpened(parts, client, link, content) : link.status;
  const { returnURL, state, locale, appearanceMode, linkId, allowHandOff = 'never' } = content;
  // From a hand-off the person goes back to the device that made it, which returns.
  // In a frame the page around it goes on.
  const returns = !isFramed && handOff === null && returnURL !== undefined && returnURLFault(returnURL, page?.returnOrigins ?? []) === null;
  return {
    status,
    name: page?.name ?? client.name,
    logo: page?.hasLogo ? await logoOf(parts, client) : null,
    privacyURL: page?.privacyURL ?? null,
    consentVersion: page?.consentVersion ?? null,
    selfieKeptSeconds: parts.config.auditImageSeconds,
    locale,
    appearanceMode,
    returnURL: returns ? returnURLOf(returnURL, { link: linkId, status, state }) : null,
    allowHandOff: handOff === null ? allowHandOff : 'never',
    frame: isFramed ? { linkId, state, origins: page?.frameOrigins ?? [] } : null,
    test: client.test,
  };
}

async function logoOf({ store }: Pick<OpenLinkParts, 'store'>, { clientId }: Client): Promise<string | null> {
  const logo = await store.findLogo(clientId);
  return logo && `data:${logo.type};base64,${Buffer.from(logo.bytes).toString('base64')}`;
}

async function markOpened(parts: OpenLinkParts, client: Client, link: StoredLink, { sessionId }: LinkContent): Promise<LinkStatus> {
  const { linkHash, clientId, sessionHash, userHash } = link;
  const now = parts.clock();
  const event = await sessionEvent(parts, { client, sessionId }, 'link.opened', null);
  await parts.store.openLink(
    linkHash,
    now,
    { at: now, event: 'link.opened', clientId, sessionHash, userHash: userHash ?? undefined, details: {} },
    event && { ...event, userHash },
  );
  return 'opened';
}

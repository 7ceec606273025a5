import type { AuditEntry } from './audit-store.js';
import type { LinkPage } from './link-page.js';

/** A picture as the operator gave it. */
export interface Logo {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The hosted page of clients. */
export interface LinkPageStore {
  findLinkPage(clientId: string): Promise<(LinkPage & { readonly hasLogo: boolean }) | null>;
  findLogo(clientId: string): Promise<Logo | null>;
  /** Records the page in place of the one before, together with its audit entry. @param logo undefined: as it was */
  saveLinkPage(page: LinkPage, logo: Logo | null | undefined, audit: AuditEntry): Promise<void>;
}

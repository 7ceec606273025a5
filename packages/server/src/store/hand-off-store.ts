import type { AuditEntry } from './audit-store.js';
import type { NewHandOff, StoredLink } from './link-store.js';

/** `resumed`: this device has opened it before. `used`: another one has. `over`: it cannot be opened any longer. */
export type OpenedHandOff = 'opened' | 'resumed' | 'used' | 'over';

/** Hand-offs of links to another device. */
export interface HandOffStore {
  /** Makes the hand-off of a link, in place of the one before. False if the link was started, or is over. */
  saveHandOff(linkHash: string, handOff: NewHandOff, now: number): Promise<boolean>;
  /** The link of a hand-off. Null if there is none, it was replaced, or nothing of the link is kept any longer at `now`. */
  findLinkByHandOff(handOffHash: string, now: number): Promise<StoredLink | null>;
  /** Opens a hand-off, together with its audit entry. One device of all that open it at once wins. */
  openHandOff(handOffHash: string, deviceHash: string, now: number, audit: AuditEntry): Promise<OpenedHandOff>;
}

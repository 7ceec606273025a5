import type { AuditEntry } from './audit-store.js';
import type { NewHandOff, NewLink, StoredLink } from './link-store.js';

/** `resumed`: this device has opened it before. `used`: another one has. `over`: it cannot be opened any longer. */
export type OpenedHandOff = 'opened' | 'resumed' | 'used' | 'over';

/** The hand-off of a session that a capture runs, with the link that carries it. */
export type NewSessionHandOff = Pick<
  NewLink,
  'linkHash' | 'tokenHash' | 'clientId' | 'sessionHash' | 'userHash' | 'createdAt' | 'expiresAt' | 'deleteAt' | 'pageSealed'
> & { readonly handOff: NewHandOff };

/** `gone`: the session is not open. `started`: another device has started it. `linked`: it is the session of a link, whose own rules hold. */
export type HandedOverSession = 'made' | 'gone' | 'started' | 'linked';

/** Hand-offs of links and sessions to another device. */
export interface HandOffStore {
  /** Makes the hand-off of a link, in place of the one before. False if the link was started, or is over. */
  saveHandOff(linkHash: string, handOff: NewHandOff, now: number): Promise<boolean>;
  /** The link of a hand-off. Null if there is none, it was replaced, or nothing of the link is kept any longer at `now`. */
  findLinkByHandOff(handOffHash: string, now: number): Promise<StoredLink | null>;
  /** Opens a hand-off, together with its audit entry. One device of all that open it at once wins. */
  openHandOff(handOffHash: string, deviceHash: string, now: number, audit: AuditEntry): Promise<OpenedHandOff>;
  /** Makes the hand-off of an open session, in place of the one before, together with its audit entry. */
  handOverSession(made: NewSessionHandOff, audit: AuditEntry): Promise<HandedOverSession>;
  /** Deletes the hand-off of a session, unless another device has started it. */
  revokeHandOff(sessionHash: string, clientId: string): Promise<void>;
}

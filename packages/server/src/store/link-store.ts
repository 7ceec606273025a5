import type { LinkStatus } from '@face-session/protocol';
import type { AuditEntry } from './audit-store.js';
import type { OutboxEvent } from './outbox-store.js';
import type { NewSession, StoredSession } from './session-store.js';

export interface NewHandOff {
  /** Keyed hash of the secret in its URL. */
  readonly handOffHash: string;
  /** Keyed hash of the key of the device that makes it. */
  readonly makerHash: string;
  /** What the page needs, sealed under the secret. */
  readonly sealed: Uint8Array;
  /** Until when it can be opened. */
  readonly expiresAt: number;
}

/** The hand-off of a link as it stands. */
export interface StoredHandOff extends NewHandOff {
  readonly openedAt: number | null;
  /** Keyed hash of the key of the device that opened it. */
  readonly deviceHash: string | null;
}

export interface NewLink {
  readonly linkHash: string;
  /** Keyed hash of the token in the URL. */
  readonly tokenHash: string;
  readonly clientId: string;
  /** Of the session that is made when somebody starts, or that is there already. */
  readonly sessionHash: string;
  readonly userHash: string | null;
  readonly createdAt: number;
  /** Until when it can be started. */
  readonly expiresAt: number;
  /** When nothing of the link is kept any longer. */
  readonly deleteAt: number;
  /** What the session compares with, sealed under the session id; null: the session is there already. */
  readonly templateSealed: Uint8Array | null;
  /** The enrolment that the template is from, sealed under the session id; null: none. */
  readonly enrollmentSealed: Uint8Array | null;
  /** The same as a hash: the link is deleted with it. */
  readonly enrollmentHash: string | null;
  /** What the page needs, sealed under the token. */
  readonly pageSealed: Uint8Array;
  /** The session id, sealed under the link id. Empty: nobody has the link id, since the link only carries the hand-off of a capture's session. */
  readonly sessionSealed: Uint8Array;
}

/** How a link ended. */
export type LinkOutcome = Extract<LinkStatus, 'passed' | 'failed' | 'ended' | 'expired'>;

/** A link as it stands. */
export interface StoredLink {
  readonly linkHash: string;
  readonly clientId: string;
  readonly sessionHash: string;
  readonly userHash: string | null;
  readonly status: LinkStatus;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly openedAt: number | null;
  readonly startedAt: number | null;
  readonly pageSealed: Uint8Array;
  readonly sessionSealed: Uint8Array;
  /** Keyed hash of the key of the device that started it. */
  readonly deviceHash: string | null;
  /** Failed attempts of its session; 0 once the session is gone. */
  readonly failedAttempts: number;
  readonly handOff: StoredHandOff | null;
}

interface StartLink {
  readonly linkHash: string;
  /** Keyed hash of the key that the device made for itself. */
  readonly deviceHash: string;
  readonly now: number;
  /** The session to make; the store adds what it compares with. */
  readonly session: Omit<NewSession, 'templateSealed' | 'enrollmentSealed'>;
}

/** `resumed`: this device has started it before. `used`: another one has. `over`: it has expired, or its session has ended. */
export type StartedLink = 'started' | 'resumed' | 'used' | 'over';

/** Links to the hosted page. */
export interface LinkStore {
  /** Together with its audit entry. */
  addLink(link: NewLink, audit: AuditEntry): Promise<void>;
  /** Null if unknown, deleted, of another client, or nothing of it is kept any longer at `now`. */
  findLink(linkHash: string, clientId: string, now: number): Promise<StoredLink | null>;
  /** The links of a client, newest first, without what capture hand-offs leave. */
  listLinks(clientId: string, now: number, limit: number): Promise<StoredLink[]>;
  /** The same by the token. */
  findLinkByToken(tokenHash: string, now: number): Promise<StoredLink | null>;
  /** Marks a link as opened, together with its audit entry and event. False, and nothing recorded, if it was opened before or is over. */
  openLink(linkHash: string, now: number, audit: AuditEntry, event: OutboxEvent | null): Promise<boolean>;
  /**
   * Starts a link, together with its audit entry: makes its session with the template, unless it is there already. One device of all that start at
   * once wins.
   */
  startLink(start: StartLink, audit: { readonly started: AuditEntry; readonly sessionCreated: AuditEntry }): Promise<StartedLink>;
  /** Deletes the link with its session and events. False if there was none. */
  deleteLink(linkHash: string, clientId: string): Promise<boolean>;
}

/** What the status of a link depends on. */
interface LinkFacts {
  readonly outcome: LinkOutcome | null;
  readonly expiresAt: number;
  readonly openedAt: number | null;
  readonly startedAt: number | null;
}

/** What it depends on in its session. */
export type LinkSession = Pick<StoredSession, 'status' | 'expiresAt' | 'maxAttempts' | 'failed'>;

/** @param session null: not made yet, or deleted */
export function linkStatusOf(link: LinkFacts, session: LinkSession | null, now: number): LinkStatus {
  if (link.outcome) return link.outcome;
  if (link.startedAt !== null) return session ? statusOfSession(session, now) : 'ended';
  if (link.expiresAt <= now) return 'expired';
  return link.openedAt === null ? 'created' : 'opened';
}

function statusOfSession({ status, expiresAt, failed, maxAttempts }: LinkSession, now: number): LinkStatus {
  if (status === 'passed') return 'passed';
  // Who fetches the result of an exhausted session ends it.
  if (status === 'exhausted' || failed >= maxAttempts) return 'failed';
  return status === 'open' && expiresAt > now ? 'started' : 'ended';
}

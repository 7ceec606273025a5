import type { AttemptFailureCode, MatchLevel } from '@face-session/protocol';
import type { AuditEntry } from './audit-store.js';
import type { OutboxEvent } from './outbox-store.js';

export type SessionStatus = 'open' | 'passed' | 'exhausted' | 'ended';

export interface NewSession {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** When nothing of the session is kept any longer. */
  readonly deleteAt: number;
  readonly maxAttempts: number;
  readonly templateSealed: Uint8Array;
  /** The enrolment that it was made from, sealed under the session id; absent: from a photo. */
  readonly enrollmentSealed?: Uint8Array | undefined;
  /** Whose session it is, where that is known before the first attempt. */
  readonly userHash?: string | null;
}

export interface StoredSession {
  readonly status: SessionStatus;
  readonly expiresAt: number;
  readonly maxAttempts: number;
  readonly charged: number;
  readonly failed: number;
  readonly lastFailure: AttemptFailureCode | null;
  readonly lastMatchLevel: MatchLevel | null;
  readonly resultSealed: Uint8Array | null;
  readonly enrollmentSealed: Uint8Array | null;
  /** Keyed hash of the key of its capture; null while no attempt was opened with one. */
  readonly captureKeyHash: string | null;
}

export interface SessionStore {
  /** Together with its audit entry. */
  createSession(session: NewSession, audit: AuditEntry): Promise<void>;
  /** Null if unknown, deleted, of another client, or nothing of it is kept any longer at `now`, whether the purge ran or not. */
  findSession(sessionHash: string, clientId: string, now: number): Promise<StoredSession | null>;
  /**
   * Ends a session without success: no template, no further attempt. Records the event if the session was open. Returns whether it has ended so, now or before;
   * false if it passed or there is none.
   */
  endSession(sessionHash: string, clientId: string, event: OutboxEvent | null): Promise<boolean>;
  /** Deletes the session with its attempts, images, events and links. False if there was none. */
  deleteSession(sessionHash: string, clientId: string): Promise<boolean>;
}

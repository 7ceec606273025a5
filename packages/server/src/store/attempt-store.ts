import type { AttemptFailureCode, MatchLevel } from '@face-session/protocol';
import type { AuditEntry } from './audit-store.js';
import type { OutboxEvent } from './outbox-store.js';

/** Why a session takes no (further) attempt; one of another client is unknown, `gone` has expired. */
export type SessionRefusal = 'unknown' | 'used' | 'gone' | 'exhausted';

/**
 * Whether an attempt lets an upload in, by what is kept of it. Asked in the transaction that claims the attempt: an upload that is not let in changes nothing.
 */
export type UploadAdmission = (sealed: Uint8Array) => boolean;

interface OpenAttempt {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly attemptHash: string;
  readonly now: number;
  /** The client's wish; lowers the session's limit for good. */
  readonly maxAttempts: number;
  readonly userHash: string | null;
  /** Keyed hash of the key that the capture announced; null: it has none. The first one of a session is its only one. */
  readonly captureKeyHash: string | null;
  readonly sealed: Uint8Array;
  /** Nonce and user identifier of the call, sealed under the session id. */
  readonly originSealed: Uint8Array;
}

export type OpenedAttempt =
  | {
      readonly opened: true;
      readonly number: number;
      readonly remaining: number;
      readonly expiresAt: number;
      readonly templateSealed: Uint8Array | null;
    }
  | { readonly opened: false; readonly why: SessionRefusal | 'otherKey' };

export interface AttemptKey {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly attemptHash: string;
}

export type ChargeOutcome =
  | {
      readonly charged: true;
      readonly number: number;
      readonly openedAt: number;
      readonly sealed: Uint8Array;
      readonly templateSealed: Uint8Array;
      /** The enrolment that the session was made from, sealed under the session id; null: from a photo. */
      readonly enrollmentSealed: Uint8Array | null;
      /** The pair of gestures that the person declined in this session, sealed under the session id; null: none. */
      readonly declinedSealed: Uint8Array | null;
      readonly remaining: number;
      /** Uploads of the session that were refused for their signature. */
      readonly refusedUploads: number;
    }
  | { readonly charged: false; readonly why: SessionRefusal | 'conflict' | 'notAdmitted' };

type AnsweredChallenge =
  | {
      readonly answered: true;
      readonly number: number;
      readonly openedAt: number;
      readonly inTime: boolean;
      readonly sealed: Uint8Array;
      readonly templateSealed: Uint8Array;
      /** The enrolment that the session was made from, sealed under the session id; null: from a photo. */
      readonly enrollmentSealed: Uint8Array | null;
      /** As of a charged attempt. */
      readonly declinedSealed: Uint8Array | null;
      readonly remaining: number;
      /** As of a charged attempt. */
      readonly refusedUploads: number;
    }
  | { readonly answered: false; readonly why: SessionRefusal | 'conflict' | 'notAdmitted' };

interface PassedAttempt extends AttemptKey {
  readonly now: number;
  readonly resultSealed: Uint8Array;
  readonly image: { readonly imageHash: string; readonly imageSealed: Uint8Array; readonly expiresAt: number };
}

/** The attempts of a session. An attempt is charged before it is decided, and none is charged above the limit. */
export interface AttemptStore {
  /** Lowers the limit, binds the session to the key, replaces an attempt that was opened but never charged. Changes nothing if the session is bound to another key. */
  openAttempt(attempt: OpenAttempt): Promise<OpenedAttempt>;
  /** What the attempt that was charged last was opened with ({@link OpenAttempt}); null if none was charged. */
  lastOrigin(sessionHash: string): Promise<Uint8Array | null>;
  /** Charges one attempt of the session before anything is decided. Never above the limit, with any number of concurrent calls. */
  chargeAttempt(key: AttemptKey, now: number, admits?: UploadAdmission): Promise<ChargeOutcome>;
  /** Counts an upload of the session that was refused for its signature, together with its audit entry. */
  countRefusedUpload(key: AttemptKey, audit: AuditEntry): Promise<void>;
  /** Puts the challenge beside an attempt that was charged, or whose challenge before it was answered, together with its audit entry. False, and nothing recorded, if the attempt is gone. */
  challengeAttempt(key: AttemptKey, sealed: Uint8Array, expiresAt: number, audit: AuditEntry): Promise<boolean>;
  /** Claims a challenged attempt for its decision, once. */
  answerChallenge(key: AttemptKey, now: number, admits?: UploadAdmission): Promise<AnsweredChallenge>;
  /**
   * Records a failure together with its audit entry, and closes the session when it was the last, together with `lastEvent`. `declinedSealed`
   * is kept for the attempts that follow. Returns how many remain.
   */
  failAttempt(
    key: AttemptKey,
    failure: {
      readonly code: AttemptFailureCode;
      readonly matchLevel: MatchLevel | null;
      readonly declinedSealed?: Uint8Array | undefined;
    },
    audit: AuditEntry,
    lastEvent: OutboxEvent | null,
  ): Promise<number>;
  /**
   * Records the success, the result, the image, the audit entry and the event at once, deletes the template, and lets the session end with the image. False, and nothing recorded, if the
   * session was used or deleted meanwhile.
   */
  passAttempt(passed: PassedAttempt, audit: AuditEntry, event: OutboxEvent | null): Promise<boolean>;
}

import type { LivenessPolicy } from '@face-session/liveness';
import type { AttemptFailureCode, MatchLevel, Scope, TraceEventFields } from '@face-session/protocol';

/*
 * The contract of the store. The rules of races live here: each method is one atomic step, whatever runs beside it and on whichever
 * replica. Times are milliseconds since 1970. Faults throw StoreUnavailableError (out of reach: come again) or the driver's error.
 */
export interface Store extends ClientStore, SigningKeyStore, SessionStore, ImageStore, EnrollmentStore, LimitStore, LogStore {
  /** Resolves when the store answers. */
  ping(): Promise<void>;
  /** The store's own clock: milliseconds since 1970. */
  databaseTime(): Promise<number>;
  /** Brings the schema to the newest version; safe to run on many replicas at once. Returns what was applied. */
  migrate(): Promise<string[]>;
  /** Versions not applied yet. */
  pendingMigrations(): Promise<string[]>;
  /** Deletes everything that is over. */
  purge(now: number, retention: Retention): Promise<PurgeReport>;
  close(): Promise<void>;
}

/** The store is out of reach, full or too slow: the request may come again later. */
export class StoreUnavailableError extends Error {
  readonly code = 'STORE_UNAVAILABLE';
  constructor(cause: unknown) {
    super('The store is out of reach.', { cause });
    this.name = 'StoreUnavailableError';
  }
}

/** Rules of one client that can make the service's stricter, never more lenient. */
export interface ClientPolicy {
  readonly livenessPolicy?: LivenessPolicy | undefined;
  readonly minimumMatchLevel?: MatchLevel | undefined;
  readonly maxAttempts?: number | undefined;
}

export interface Client {
  readonly clientId: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly disabled: boolean;
  readonly policy: ClientPolicy;
  /** Public JWK with `alg` that results are encrypted to; null: signed only. */
  readonly resultKey: Readonly<Record<string, unknown>> | null;
  readonly createdAt: number;
}

export interface ClientSecret {
  readonly secretId: string;
  readonly secretHash: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
}

export interface ClientStore {
  addClient(client: Client): Promise<'added' | 'exists'>;
  findClient(clientId: string): Promise<Client | null>;
  listClients(): Promise<Client[]>;
  updateClient(clientId: string, change: Partial<Pick<Client, 'name' | 'scopes' | 'disabled' | 'policy' | 'resultKey'>>): Promise<boolean>;
  addSecret(clientId: string, secret: ClientSecret): Promise<void>;
  /** Those not expired at `now`. */
  secretsOf(clientId: string, now: number): Promise<ClientSecret[]>;
  /** Lets secrets other than `except` end at `expiresAt`. */
  expireSecrets(clientId: string, expiresAt: number, except?: string): Promise<number>;
}

export interface StoredSigningKey {
  readonly kid: string;
  readonly generation: number;
  readonly algorithm: string;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly privateSealed: Uint8Array;
  readonly createdAt: number;
  readonly activeAt: number;
  readonly expiresAt: number | null;
}

export interface SigningKeyStore {
  /** Those not expired at `now`, newest generation first. */
  signingKeys(now: number): Promise<StoredSigningKey[]>;
  /** `taken` if another replica made this generation first. Keys of the same algorithm before it get `retireOthersAt` as their end. */
  addSigningKey(key: StoredSigningKey, retireOthersAt: number): Promise<'added' | 'taken'>;
}

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
}

export interface SessionState {
  readonly status: SessionStatus;
  readonly expiresAt: number;
  readonly maxAttempts: number;
  readonly charged: number;
  readonly failed: number;
  readonly lastFailure: AttemptFailureCode | null;
  readonly lastMatchLevel: MatchLevel | null;
  readonly resultSealed: Uint8Array | null;
  readonly enrollmentSealed: Uint8Array | null;
}

/** Why a session takes no (further) attempt: unknown, expired, used and of another client look the same. */
export type SessionRefusal = 'gone' | 'exhausted';

export interface OpenAttempt {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly attemptHash: string;
  readonly now: number;
  /** The client's wish; lowers the session's limit for good. */
  readonly maxAttempts: number;
  readonly userHash: string | null;
  readonly sealed: Uint8Array;
}

export type OpenedAttempt =
  | { readonly opened: true; readonly number: number; readonly remaining: number; readonly expiresAt: number }
  | { readonly opened: false; readonly why: SessionRefusal };

export interface AttemptKey {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly attemptHash: string;
}

export type ChargedAttempt =
  | {
      readonly charged: true;
      readonly number: number;
      readonly openedAt: number;
      readonly sealed: Uint8Array;
      readonly templateSealed: Uint8Array;
      readonly remaining: number;
    }
  | { readonly charged: false; readonly why: SessionRefusal | 'conflict' };

export type AnsweredChallenge =
  | {
      readonly answered: true;
      readonly number: number;
      readonly openedAt: number;
      readonly inTime: boolean;
      readonly sealed: Uint8Array;
      readonly templateSealed: Uint8Array;
      readonly remaining: number;
    }
  | { readonly answered: false; readonly why: SessionRefusal | 'conflict' };

export interface PassedAttempt extends AttemptKey {
  readonly now: number;
  readonly resultSealed: Uint8Array;
  readonly image: { readonly imageHash: string; readonly imageSealed: Uint8Array; readonly expiresAt: number };
}

export interface SessionStore {
  createSession(session: NewSession): Promise<void>;
  /** Null if unknown, deleted or of another client; expired ones are found until their row goes. */
  findSession(sessionHash: string, clientId: string): Promise<SessionState | null>;
  /** Lowers the limit, replaces an attempt that was opened but never charged. */
  openAttempt(attempt: OpenAttempt): Promise<OpenedAttempt>;
  /** Takes one attempt off the session before anything is judged. Never more than the limit, however many ask at once. */
  chargeAttempt(key: AttemptKey, now: number): Promise<ChargedAttempt>;
  /** Puts the challenge beside a charged attempt. */
  challengeAttempt(key: AttemptKey, sealed: Uint8Array, expiresAt: number): Promise<boolean>;
  /** Takes a challenged attempt for judgement, once. */
  answerChallenge(key: AttemptKey, now: number): Promise<AnsweredChallenge>;
  /** Records a failure and closes the session when it was the last. Returns the attempts that remain. */
  failAttempt(key: AttemptKey, failure: { readonly code: AttemptFailureCode; readonly matchLevel: MatchLevel | null }): Promise<number>;
  /** Records the success, the result and the image at once, and deletes the template. False if the session was used or deleted meanwhile. */
  passAttempt(passed: PassedAttempt): Promise<boolean>;
  /** Ends a session without success: no template, no further attempt. */
  endSession(sessionHash: string, clientId: string): Promise<void>;
  /** Deletes the session with its attempts and images. False if there was none. */
  deleteSession(sessionHash: string, clientId: string): Promise<boolean>;
  /** Deletes everything under a user identifier, enrolled faces included. Returns the number of sessions deleted. */
  eraseUser(userHash: string): Promise<number>;
  /** Marks frames as used. Returns those that were used before. */
  useFrames(frameHashes: readonly string[], expiresAt: number): Promise<ReadonlySet<string>>;
}

export interface ImageStore {
  findImage(imageHash: string, clientId: string, now: number): Promise<Uint8Array | null>;
}

export interface Enrollment {
  readonly enrollmentHash: string;
  readonly clientId: string;
  readonly userHash: string | null;
  readonly templateSealed: Uint8Array;
  readonly createdAt: number;
}

/** Faces that are kept until they are erased. */
export interface EnrollmentStore {
  addEnrollment(enrollment: Enrollment): Promise<void>;
  /** The sealed template; null if unknown, erased or of another client. */
  findEnrollment(enrollmentHash: string, clientId: string): Promise<Uint8Array | null>;
  /** False if there was none. */
  deleteEnrollment(enrollmentHash: string, clientId: string): Promise<boolean>;
}

export interface LimitStore {
  /** Counts one more under `key` (which names its window) and returns the count. */
  count(key: string, expiresAt: number): Promise<number>;
  /** The count under `key` without counting. */
  counted(key: string): Promise<number>;
  /** True for one caller on all replicas until `expiresAt`. */
  takeLease(name: string, now: number, expiresAt: number): Promise<boolean>;
}

export interface AuditEntry {
  readonly at: number;
  readonly event: string;
  readonly clientId?: string | undefined;
  readonly sessionHash?: string | undefined;
  readonly userHash?: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface StoredTraceEvent {
  readonly receivedAt: number;
  readonly clientId: string;
  readonly sessionHash: string | null;
  readonly fields: Omit<TraceEventFields, 'sessionId'>;
}

export interface LogStore {
  addAudit(entry: AuditEntry): Promise<void>;
  auditLog(filter: {
    readonly sessionHash?: string | undefined;
    readonly clientId?: string | undefined;
    readonly limit: number;
  }): Promise<AuditEntry[]>;
  addTraceEvents(events: readonly StoredTraceEvent[]): Promise<void>;
  traceEvents(filter: {
    readonly clientId: string;
    readonly sessionHash?: string | undefined;
    readonly since: number;
    readonly limit: number;
  }): Promise<StoredTraceEvent[]>;
}

/** How long, in milliseconds, what has no end of its own is kept. */
export interface Retention {
  readonly auditLogMs: number;
  readonly traceEventsMs: number;
}

export interface PurgeReport {
  /** Rows deleted or emptied. */
  readonly removed: number;
  /** Milliseconds by which the oldest template or image had outlived its end. */
  readonly lagMs: number;
}

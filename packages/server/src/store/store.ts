import type { AttemptStore } from './attempt-store.js';
import type { AttestedKeyStore } from './attested-key-store.js';
import type { AuditStore } from './audit-store.js';
import type { ClientStore } from './client-store.js';
import type { EnrollmentStore } from './enrollment-store.js';
import type { FactStore } from './fact-store.js';
import type { FrameStore } from './frame-store.js';
import type { HandOffStore } from './hand-off-store.js';
import type { ImageStore } from './image-store.js';
import type { LimitStore } from './limit-store.js';
import type { LinkPageStore } from './link-page-store.js';
import type { LinkStore } from './link-store.js';
import type { OperatorStore } from './operator-store.js';
import type { OutboxStore } from './outbox-store.js';
import type { PopulationStore } from './population-store.js';
import type { SessionStore } from './session-store.js';
import type { SigningKeyStore } from './signing-key-store.js';
import type { SummaryStore } from './summary-store.js';
import type { TraceEventStore } from './trace-event-store.js';
import type { WebhookStore } from './webhook-store.js';

/*
 * The contract of the store. The rules of races live here: each method is one atomic step, whatever runs beside it and on whichever
 * replica. Times are milliseconds since 1970. Methods throw StoreUnavailableError if the store is unreachable (a retry may succeed), or the driver's error.
 */
export interface Store
  extends
    ClientStore,
    SigningKeyStore,
    SessionStore,
    AttemptStore,
    FrameStore,
    AttestedKeyStore,
    ImageStore,
    EnrollmentStore,
    LimitStore,
    AuditStore,
    TraceEventStore,
    WebhookStore,
    OutboxStore,
    LinkPageStore,
    LinkStore,
    HandOffStore,
    PopulationStore,
    OperatorStore,
    SummaryStore,
    FactStore {
  /** As `signingKeys`, of the keys of test results. */
  testSigningKeys: SigningKeyStore['signingKeys'];
  /** As `addSigningKey`, of the keys of test results. */
  addTestSigningKey: SigningKeyStore['addSigningKey'];
  /** Resolves when the store answers. */
  ping(): Promise<void>;
  /** Resolves when the store takes a write: not on a full disk, not on a standby. */
  checkWrite(): Promise<void>;
  /** The store's own clock: milliseconds since 1970. */
  databaseTime(): Promise<number>;
  /** Brings the schema to the newest version; safe to run on many replicas at once. Returns what was applied. @throws SchemaTooNewError */
  migrate(): Promise<string[]>;
  /** Versions not applied yet. */
  pendingMigrations(): Promise<string[]>;
  /** Deletes everything under a user identifier, enrolled faces, links and events included; sums over many people stay. Returns the number of sessions deleted. */
  eraseUser(userHash: string): Promise<number>;
  /**
   * Deletes everything that is over. Returns the number of rows deleted or emptied. With null only what sessions leave behind: secrets,
   * signing keys, audit log, trace events and events of webhooks stay.
   */
  purge(now: number, retention: Retention | null): Promise<number>;
  /** Milliseconds by which the oldest template or image that is still there has outlived its end; 0 if none has. */
  overdueMs(now: number): Promise<number>;
  /** When the oldest of each kind of data was made that is still there; null: there is none. */
  oldestKept(): Promise<OldestKept>;
  close(): Promise<void>;
}

/** The age of what is kept, by kind: times in milliseconds since 1970. */
export interface OldestKept {
  readonly templates: number | null;
  readonly images: number | null;
  readonly auditLog: number | null;
  readonly traceEvents: number | null;
  readonly events: number | null;
}

/** The store cannot be reached, is read-only, full, damaged or too slow. The request may be repeated later. */
export class StoreUnavailableError extends Error {
  readonly code = 'STORE_UNAVAILABLE';
  /** @param place file, or host and port */
  constructor(place: string, cause: unknown) {
    super(`The store is not available: ${place}: ${reasonOf(cause)}`, { cause });
    this.name = 'StoreUnavailableError';
  }
}

/** The message of an error in one line, with its code where the message lacks it. */
function reasonOf(error: unknown): string {
  // Node tries every address of a name, and reports the faults together under no message.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return String(first);
  const { code } = first as { code?: unknown };
  const message = first.message.replaceAll(/\s+/g, ' ');
  return typeof code === 'string' && !message.includes(code) ? `${message} (${code})` : message;
}

/** The store was migrated by a newer release than this one; migrations go forward only. */
export class SchemaTooNewError extends Error {
  readonly code = 'SCHEMA_TOO_NEW';
  constructor(unknown: readonly string[]) {
    super(`The store has a schema of a newer release (${unknown.join(', ')}): run that release, or restore a backup of the database.`);
    this.name = 'SchemaTooNewError';
  }
}

/** How long, in milliseconds, what has no end of its own is kept. */
export interface Retention {
  readonly auditLogMs: number;
  readonly traceEventsMs: number;
}

import type { AuditEvent } from './audit-event.js';

/** An event and its time, in milliseconds since 1970. */
export type AuditEntry = AuditEvent & { readonly at: number };

/** An entry as it was read: of an event of this release or of another. */
export interface StoredAuditEntry {
  readonly at: number;
  readonly event: string;
  readonly clientId?: string | undefined;
  readonly sessionHash?: string | undefined;
  readonly userHash?: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The audit log: what happened to which session, without biometrics and identifiers in clear. */
export interface AuditStore {
  addAudit(entry: AuditEntry): Promise<void>;
  /** Adds many at once, all or none. */
  addAuditEntries(entries: readonly AuditEntry[]): Promise<void>;
  /** The entries that match every given condition, newest first. */
  auditLog(filter: {
    readonly sessionHash?: string | undefined;
    readonly clientId?: string | undefined;
    readonly userHash?: string | undefined;
    readonly event?: string | undefined;
    /** From this time on, in milliseconds since 1970. */
    readonly from?: number | undefined;
    /** Before this time. */
    readonly to?: number | undefined;
    readonly limit: number;
  }): Promise<StoredAuditEntry[]>;
}

import type { ServiceParts } from '../service-parts.js';
import type { AuditEventName } from '../store/audit-event.js';
import type { StoredAuditEntry } from '../store/audit-store.js';

/** What a section is collected from. */
export interface EvidenceParts extends ServiceParts {
  /** The time that the pack is for, in milliseconds since 1970. Everything in it is as of this time. */
  readonly at: number;
}

/** One part of an evidence pack: a file of JSON, and a chapter of the readable page. */
export interface EvidenceSection {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly title: string;
  /** What it shows, and what it does not, in a sentence or two. */
  readonly about: string;
  /** Its content as JSON: objects, lists of objects, and plain values. */
  collect(parts: EvidenceParts): Promise<object>;
}

/** Most entries of the audit log that a pack looks at, of each event. */
const MOST_ENTRIES = 100_000;

/** The entries of the audit log with one of these events, until the time of the pack; of each event the newest first. */
export async function loggedEntries(
  { store, at }: Pick<EvidenceParts, 'store' | 'at'>,
  events: readonly AuditEventName[],
): Promise<StoredAuditEntry[]> {
  return (await Promise.all(events.map((event) => store.auditLog({ event, to: at, limit: MOST_ENTRIES })))).flat();
}

/** A time as a pack writes it: ISO 8601 in UTC, or null. */
export function written(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

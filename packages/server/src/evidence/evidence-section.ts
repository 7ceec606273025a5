import type { ServiceParts } from '../service-parts.js';

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

/** A time as a pack writes it: ISO 8601 in UTC, or null. */
export function written(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

import type { MatchLevel } from '@face-session/protocol';
import type { StoredAuditEntry } from './audit-store.js';
import type { StoredTraceEvent } from './trace-event-store.js';

/** How a session stands or ended, as the console shows it. */
export const summaryOutcomes = ['open', 'passed', 'failed', 'expired', 'deleted'] as const;
export type SummaryOutcome = (typeof summaryOutcomes)[number];

/** Why a session waits for a reviewer. */
export const reviewCauses = ['liveness', 'near-threshold'] as const;
export type ReviewCause = (typeof reviewCauses)[number];

/** What the console knows of one session: made from its entries of the audit log and its trace events, and kept as long as the former. */
export interface SessionSummary {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly userHash: string | null;
  readonly createdAt: number;
  /** Its newest entry. */
  readonly lastAt: number;
  /** When it is over at the latest. */
  readonly endsAt: number;
  readonly outcome: SummaryOutcome;
  /** Where a person who did not pass left; null: passed, or still open. */
  readonly leftAt: string | null;
  /** What each attempt that failed has failed with: `CODE:reason`. */
  readonly reasons: readonly string[];
  /** How far it came: 1 created, 2 the person came, 3 attempted, 4 passed. */
  readonly stage: number;
  /** Charged attempts. */
  readonly attempts: number;
  /** Of the last decided attempt. */
  readonly matchLevel: MatchLevel | null;
  /** Of the last decided attempt, 0 to 1, 1 = real. */
  readonly spoofScore: number | null;
  /** The person's time, from their first step to the result, in seconds; null unless it passed. */
  readonly seconds: number | null;
  readonly platform: string | null;
  readonly browser: string | null;
  /** Hash of the installation that the trace events name. */
  readonly deviceHash: string | null;
  /** Whether the app sent trace events. */
  readonly isTraced: boolean;
  /** Why a reviewer should look at it; null: none need. */
  readonly review: ReviewCause | null;
  /** The checks that were doubtful or failed in its last decided attempt. */
  readonly doubts: readonly string[];
}

/** The length of time that a total counts. */
export type TotalSpan = 'hour' | 'day';

/** A number of sessions: those of a client that were created in an hour or a day (UTC) and have a value under a name. */
export interface ConsoleTotal {
  readonly span: TotalSpan;
  /** Begin of the hour or day. */
  readonly at: number;
  readonly clientId: string;
  readonly name: string;
  readonly value: string;
  readonly count: number;
}

/** Which sessions; all unless narrowed. */
export interface SummaryFilter {
  readonly clientIds?: readonly string[] | undefined;
  readonly sessionHash?: string | undefined;
  readonly userHash?: string | undefined;
  readonly outcome?: SummaryOutcome | undefined;
  readonly leftAt?: string | undefined;
  /** Created from this time on. */
  readonly from?: number | undefined;
  /** Created before this time. */
  readonly to?: number | undefined;
}

/** A reviewer's decision, beside the machine's. */
export interface Review {
  readonly sessionHash: string;
  readonly clientId: string;
  readonly decidedAt: number;
  /** Name of the reviewer. */
  readonly operator: string;
  readonly decision: string;
  readonly note: string;
}

/** What of a session may come back in others: the address that it was attempted from, and its reference photo. */
export const sourceKinds = ['address', 'photo'] as const;

/** From where, or with what, a session was attempted last. */
export interface SessionSource {
  readonly sessionHash: string;
  readonly kind: (typeof sourceKinds)[number];
  /** Keyed, with the client in it: the sources of two clients never meet. */
  readonly hash: string;
  readonly at: number;
  /** Whether the session passed. */
  readonly passed: boolean;
}

/** How long sources of sessions are kept, in milliseconds: a week, since whoever tries over and over does so within hours. */
export const SOURCES_MS = 7 * 24 * 60 * 60 * 1000;

/** What the console shows of sessions; the purge deletes it. One replica at a time writes it, under a lease. */
export interface SummaryStore {
  /** Sessions with an entry of the audit log or a trace event in a time. */
  sessionsTouched(from: number, to: number): Promise<string[]>;
  /** Time of the oldest entry or trace event from a time on; null if there is none. */
  oldestEntry(from: number): Promise<number | null>;
  /** Open sessions whose end has come. */
  sessionsOver(now: number, limit: number): Promise<string[]>;
  /** All that the audit log and the trace events have on some sessions, oldest first. */
  entriesOf(
    sessionHashes: readonly string[],
  ): Promise<{ readonly audit: readonly StoredAuditEntry[]; readonly trace: readonly StoredTraceEvent[] }>;
  summariesOf(sessionHashes: readonly string[]): Promise<SessionSummary[]>;
  /** Puts summaries in the place of those before, and adds to the totals, in one step. Counts may be negative. */
  putSummaries(summaries: readonly SessionSummary[], changes: readonly ConsoleTotal[]): Promise<void>;
  /** Newest first, at most `limit`, from the one after `after` on. */
  findSummaries(
    filter: SummaryFilter,
    limit: number,
    after?: { readonly createdAt: number; readonly sessionHash: string },
  ): Promise<SessionSummary[]>;
  /** The sums of totals by name and value, each over the whole time or by hour or day. Without clients: all. */
  totals(query: {
    readonly span: TotalSpan;
    readonly from: number;
    readonly to: number;
    readonly names: readonly string[];
    readonly clientIds: readonly string[] | null;
    readonly isSplit: boolean;
  }): Promise<{ readonly at: number; readonly name: string; readonly value: string; readonly count: number }[]>;
  /** Notes sources of sessions, each in place of the one before. */
  noteSources(sources: readonly SessionSource[]): Promise<void>;
  /** In how many sessions the sources of some sessions appear, these included. */
  sharedSources(
    sessionHashes: readonly string[],
  ): Promise<{ readonly sessionHash: string; readonly kind: SessionSource['kind']; readonly sessions: number }[]>;
  /** Devices, users, addresses or photos with `least` sessions or more in a time, most first. */
  frequent(
    by: 'device' | 'user' | SessionSource['kind'],
    from: number,
    least: number,
    limit: number,
  ): Promise<{ readonly hash: string; readonly sessions: number; readonly passed: number }[]>;
  /** Sessions that wait for a reviewer, oldest first. */
  reviewQueue(clientIds: readonly string[], limit: number): Promise<SessionSummary[]>;
  /** Records a decision together with nothing else; false, and nothing recorded, if there is one. */
  addReview(review: Review): Promise<boolean>;
  findReviews(sessionHashes: readonly string[]): Promise<Review[]>;
  recentReviews(limit: number): Promise<Review[]>;
}

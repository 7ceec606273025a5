import { MAX_LINK_LIFETIME_SECONDS, SESSION_LIFETIME_SECONDS, type MatchLevel, type TraceStatusCode } from '@face-session/protocol';
import { identifierHash } from '../keys/identifier-hash.js';
import type { StoredAuditEntry } from '../store/audit-store.js';
import type { ReviewCause, SessionSummary, SummaryOutcome } from '../store/summary-store.js';
import type { StoredTraceEvent } from '../store/trace-event-store.js';
import { deviceOf } from './device-names.js';

/** Where people leave who do not pass, the first cause that fits. */
export const leavings = [
  'no-camera',
  'permission',
  'liveness',
  'no-match',
  'too-dark',
  'no-face',
  'cancelled',
  'error',
  'not-started',
  'expired',
  'deleted',
] as const;
type Leaving = (typeof leavings)[number];

/** What a step that the app reports says of where the person left. The others say nothing. */
const leavingOfStatus: Readonly<Partial<Record<TraceStatusCode, Leaving>>> = {
  CAMERA_NOT_AVAILABLE: 'no-camera',
  CAMERA_PERMISSION_NOT_GRANTED: 'permission',
  FACE_LIVENESS_FAILED: 'liveness',
  FACE_NO_MATCH: 'no-match',
  FACE_DARK_ENVIRONMENT_DETECTED: 'too-dark',
  FACE_TIMEOUT: 'no-face',
  FACE_INCORRECT_POSITION_DETECTED: 'no-face',
  FACE_INCORRECT_DISTANCE_DETECTED: 'no-face',
  USER_CANCEL: 'cancelled',
  UNEXPECTED_ERROR: 'error',
  SESSION_EXPIRED: 'expired',
};

/** The entries that a session's own state follows from. */
const LIFE = /^(session|link|attempt|result|image)\./;

/** How near to its threshold, as a share of it, the spoof score of a session that passed must be for a reviewer to look at it. */
const NEAR_THRESHOLD = 0.15;

/** What an entry of a decided attempt has in its details. Of another release: any of it may be missing. */
interface AttemptDetails {
  readonly attempt?: number;
  readonly code?: string;
  readonly reason?: string;
  readonly matchLevel?: MatchLevel | null;
  readonly device?: { readonly deviceModel?: string; readonly devicePlatform?: string };
  readonly findings?: Readonly<Record<string, { readonly outcome?: string; readonly value?: number; readonly threshold?: number }>>;
}

const detailsOf = (entry: StoredAuditEntry): AttemptDetails => entry.details;

/**
 * What the console knows of a session, from all that the audit log and the trace events have on it, oldest first.
 * @param isReviewed whether the session's client asks for reviews
 * @returns null if the audit log has nothing on its life any longer
 */
export function summarise(
  audit: readonly StoredAuditEntry[],
  trace: readonly StoredTraceEvent[],
  now: number,
  isReviewed: boolean,
): SessionSummary | null {
  const entries = audit.filter(({ event }) => LIFE.test(event));
  const [first] = entries;
  if (first?.sessionHash === undefined || first.clientId === undefined) return null;
  const having = (name: string): readonly StoredAuditEntry[] => entries.filter(({ event }) => event === name);
  const [passed] = having('attempt.passed');
  const failed = having('attempt.failed');
  const decided = passed ?? failed.at(-1);
  const started = having('session.created')[0];
  const endsAt = (started?.at ?? first.at) + (started ? SESSION_LIFETIME_SECONDS : MAX_LINK_LIFETIME_SECONDS) * 1000;
  const charged = new Set([...having('attempt.challenged'), ...failed, ...(passed ? [passed] : [])].map((each) => detailsOf(each).attempt));
  const outcome = outcomeOf({
    isPassed: passed !== undefined,
    isDeleted: having('session.deleted').length + having('link.deleted').length > 0,
    hasFailed: failed.length > 0,
    isOver: now >= endsAt || failed.length >= 3,
  });
  const hasCome = trace.length > 0 || charged.size > 0 || having('link.opened').length > 0;
  const findings = decided ? (detailsOf(decided).findings ?? {}) : {};
  const doubts = Object.keys(findings).filter((name) => findings[name]?.outcome !== 'pass');
  const device = entries.map((entry) => detailsOf(entry).device).findLast((found) => found !== undefined);
  const installation = trace.find(({ fields }) => fields.deviceIdentifier !== undefined)?.fields.deviceIdentifier;
  return {
    sessionHash: first.sessionHash,
    clientId: first.clientId,
    userHash: entries.findLast(({ userHash }) => userHash !== undefined)?.userHash ?? null,
    createdAt: first.at,
    lastAt: Math.max(entries.at(-1)?.at ?? 0, trace.at(-1)?.receivedAt ?? 0),
    endsAt,
    outcome,
    leftAt: outcome === 'passed' || outcome === 'open' ? null : leavingOf(outcome, failed.at(-1), trace, hasCome),
    reasons: failed.map((entry) => `${detailsOf(entry).code ?? ''}:${detailsOf(entry).reason ?? ''}`),
    stage: passed ? 4 : charged.size > 0 ? 3 : hasCome ? 2 : 1,
    attempts: charged.size,
    matchLevel: (decided && detailsOf(decided).matchLevel) ?? null,
    spoofScore: findings.spoofScore?.value ?? null,
    seconds: passed ? Math.max(0, Math.round((passed.at - firstStep(entries, trace)) / 1000)) : null,
    ...deviceOf(device),
    deviceHash: installation === undefined ? null : identifierHash(installation),
    isTraced: trace.length > 0,
    review: isReviewed ? reviewOf(outcome, detailsOf(failed.at(-1) ?? first), findings) : null,
    doubts,
  };
}

function outcomeOf(facts: { isPassed: boolean; isDeleted: boolean; hasFailed: boolean; isOver: boolean }): SummaryOutcome {
  if (facts.isPassed) return 'passed';
  if (facts.isDeleted) return 'deleted';
  if (!facts.isOver) return 'open';
  return facts.hasFailed ? 'failed' : 'expired';
}

/** The first step of the person: what the app reported first, or the moment from which they could begin. */
function firstStep(entries: readonly StoredAuditEntry[], trace: readonly StoredTraceEvent[]): number {
  const began = entries.find(({ event }) => event === 'session.created') ?? entries[0];
  return trace[0]?.receivedAt ?? began?.at ?? 0;
}

function leavingOf(
  outcome: SummaryOutcome,
  lastFailure: StoredAuditEntry | undefined,
  trace: readonly StoredTraceEvent[],
  hasCome: boolean,
): Leaving {
  if (outcome === 'deleted') return 'deleted';
  const code = lastFailure && detailsOf(lastFailure).code;
  if (code === 'FACE_NO_MATCH') return 'no-match';
  if (code !== undefined) return 'liveness';
  const told = new Set(trace.map(({ fields }) => fields.statusCode && leavingOfStatus[fields.statusCode]));
  return leavings.find((leaving) => told.has(leaving)) ?? (hasCome ? 'expired' : 'not-started');
}

function reviewOf(outcome: SummaryOutcome, failure: AttemptDetails, findings: NonNullable<AttemptDetails['findings']>): ReviewCause | null {
  if (outcome === 'failed') return failure.code === 'FACE_NO_MATCH' ? null : 'liveness';
  if (outcome !== 'passed') return null;
  const { value, threshold } = findings.spoofScore ?? {};
  const isNear = value !== undefined && threshold !== undefined && Math.abs(value - threshold) <= threshold * NEAR_THRESHOLD;
  return isNear || Object.values(findings).some(({ outcome: found }) => found === 'doubtful') ? 'near-threshold' : null;
}

import type { BurstDecision } from '@face-session/liveness';
import { attemptAudit, type ChargedAttempt } from './attempt-audit.js';
import { sealAttempt, type AttemptRecord } from './attempt-record.js';
import { attemptKeyOf } from './conclude-attempt.js';
import type { SessionParts } from './parts.js';
import type { SessionContext } from './session-context.js';

/** A challenge as it is recorded. */
interface RecordedChallenge extends Pick<Extract<BurstDecision, { outcome: 'challenged' }>, 'verdict' | 'findings' | 'matchLevel'> {
  /** The attempt from here on, with what was asked for: sealed. */
  readonly record: AttemptRecord;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Of the metric. */
  readonly reason: 'liveness' | 'light';
}

/**
 * Records that an attempt was challenged. The findings of its burst are in the audit log from here on, even if the challenge is never answered.
 * @param attempt with what the audit log may tell
 * @returns whether the session was still there
 */
export async function recordChallenge(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  { verdict, findings, matchLevel, record, expiresAt, reason }: RecordedChallenge,
): Promise<boolean> {
  const { subject, facts } = attemptAudit(parts, context, attempt);
  const challenged = await parts.store.challengeAttempt(
    attemptKeyOf(context, attempt.attemptId),
    sealAttempt(parts.sealer, attempt.attemptId, record),
    expiresAt,
    { ...subject, event: 'attempt.challenged', details: { ...facts, verdict, matchLevel, findings } },
  );
  if (challenged) parts.metrics.attempts.inc({ outcome: 'challenged', reason, client: context.client.clientId });
  return challenged;
}

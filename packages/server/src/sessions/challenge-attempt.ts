import {
  drawGestures,
  gestureCountFor,
  gestureDeadlineMs,
  gesturePlan,
  type BurstVerdict,
  type GestureCount,
  type NeutralFace,
} from '@face-session/liveness';
import type { AttemptOutcome, MatchLevel } from '@face-session/protocol';
import { attemptAudit, type ChargedAttempt } from './attempt-audit.js';
import { sealAttempt } from './attempt-record.js';
import { attemptKeyOf } from './conclude-attempt.js';
import type { SessionParts } from './parts.js';
import { sessionRefusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';

/** What the burst of an attempt has shown before gestures are asked for. */
export interface ShownByBurst {
  readonly verdict: BurstVerdict;
  readonly neutral: NeutralFace;
  /** Gestures as configured; a doubt may ask for more. */
  readonly gestureCount: GestureCount;
  readonly matchLevel: MatchLevel;
  /** The audit-trail image as it would be kept, JPEG. */
  readonly image: Uint8Array;
  readonly openedAt: number;
}

/** Draws gestures and asks for them. What the burst has shown is in the audit log from here on, even if nobody comes back. */
export async function challengeAttempt(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  shown: ShownByBurst,
): Promise<AttemptOutcome | Refusal> {
  const { store, sealer, random, clock } = parts;
  const { verdict, evidence } = shown.verdict;
  const gestures = drawGestures({
    count: gestureCountFor(verdict, shown.gestureCount),
    excluded: attempt.record.wishes.excludedGesture,
    random: (below) => random.integer(below),
  });
  const expiresInMs = gestureDeadlineMs(gestures.length);
  const now = clock();
  const challenged = await store.challengeAttempt(
    attemptKeyOf(context, attempt.attemptId),
    sealAttempt(sealer, attempt.attemptId, {
      ...attempt.record,
      challenge: {
        gestures,
        challengedAtMs: now - shown.openedAt,
        neutral: shown.neutral,
        matchLevel: shown.matchLevel,
        image: Buffer.from(shown.image).toString('base64'),
      },
    }),
    now + expiresInMs,
    attemptAudit(parts, context, attempt, 'attempt.challenged', {
      verdict,
      matchLevel: shown.matchLevel,
      findings: evidence,
    }),
  );
  if (!challenged) return sessionRefusal('gone');
  parts.metrics.attempts.inc({ outcome: 'challenged', reason: 'liveness' });
  return { outcome: 'challenged', gestures, expiresInMs, frames: gesturePlan(gestures.length) };
}

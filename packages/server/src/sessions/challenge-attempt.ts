import { drawGestures, gestureDeadlineMs, gesturePlan, gestureTargets, type BurstDecision } from '@face-session/liveness';
import type { AttemptOutcome } from '@face-session/protocol';
import { attemptAudit, type ChargedAttempt } from './attempt-audit.js';
import { sealAttempt } from './attempt-record.js';
import { attemptKeyOf } from './conclude-attempt.js';
import type { SessionParts } from './parts.js';
import { sessionRefusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';

/** What the burst of an attempt has shown before gestures are asked for. */
type ShownByBurst = Pick<
  Extract<BurstDecision, { outcome: 'challenged' }>,
  'challenge' | 'verdict' | 'findings' | 'matchLevel' | 'neutral'
> & {
  /** The audit-trail image as it would be kept, JPEG. */
  readonly image: Uint8Array;
  readonly openedAt: number;
};

/** Draws gestures for a challenge. The findings of the burst are in the audit log from here on, even if the challenge is never answered. */
export async function challengeAttempt(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  shown: ShownByBurst,
): Promise<AttemptOutcome | Refusal<'SESSION_EXPIRED'>> {
  const { store, sealer, random, clock } = parts;
  const { verdict, findings, matchLevel, neutral } = shown;
  const gestures = drawGestures(shown.challenge, (below) => random.integer(below));
  const expiresInMs = gestureDeadlineMs(gestures.length);
  const now = clock();
  const { subject, facts } = attemptAudit(parts, context, attempt);
  const challenged = await store.challengeAttempt(
    attemptKeyOf(context, attempt.attemptId),
    sealAttempt(sealer, attempt.attemptId, {
      ...attempt.record,
      challenge: {
        gestures,
        challengedAtMs: now - shown.openedAt,
        neutral,
        matchLevel,
        image: Buffer.from(shown.image).toString('base64'),
      },
    }),
    now + expiresInMs,
    { ...subject, event: 'attempt.challenged', details: { ...facts, verdict, matchLevel, findings } },
  );
  if (!challenged) return sessionRefusal('gone');
  parts.metrics.attempts.inc({ outcome: 'challenged', reason: 'liveness', client: context.client.clientId });
  return {
    outcome: 'challenged',
    gestures,
    expiresInMs,
    frames: gesturePlan(gestures.length),
    targets: gestureTargets(parts.livenessCalibration),
  };
}

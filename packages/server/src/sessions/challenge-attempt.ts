import { drawGestures, gestureDeadlineMs, gesturePlan, gestureTargets, type BurstDecision } from '@face-session/liveness';
import type { AttemptOutcome } from '@face-session/protocol';
import type { ChargedAttempt } from './attempt-audit.js';
import type { SessionParts } from './parts.js';
import { recordChallenge } from './record-challenge.js';
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

/** Draws gestures for a challenge, and records it. */
export async function challengeAttempt(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  shown: ShownByBurst,
): Promise<AttemptOutcome | Refusal<'SESSION_EXPIRED'>> {
  const { matchLevel, neutral } = shown;
  const gestures = drawGestures(shown.challenge, (below) => parts.random.integer(below));
  const expiresInMs = gestureDeadlineMs(gestures.length);
  const now = parts.clock();
  const image = Buffer.from(shown.image).toString('base64');
  const challenge = { gestures, challengedAtMs: now - shown.openedAt, neutral, matchLevel, image };
  // The audit log does not tell what was asked for before it is answered.
  const recorded = { ...shown, record: { ...attempt.record, challenge }, expiresAt: now + expiresInMs, reason: 'liveness' } as const;
  if (!(await recordChallenge(parts, context, attempt, recorded))) return sessionRefusal('gone');
  return {
    outcome: 'challenged',
    gestures,
    expiresInMs,
    frames: gesturePlan(gestures.length),
    targets: gestureTargets(parts.livenessCalibration),
  };
}

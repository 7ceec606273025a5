import { attemptRules, failedUnjudged, withoutGesture } from '@face-session/liveness';
import { gestureTable, type AttemptOutcome, type Gesture } from '@face-session/protocol';
import type { ChargedAttempt } from './attempt-audit.js';
import { belongsTo, openAttemptRecord } from './attempt-record.js';
import { attemptKeyOf, failAttempt } from './conclude-attempt.js';
import { sealDeclined } from './declined-gesture.js';
import { enrollmentOf } from './enrollment-of.js';
import type { SessionParts } from './parts.js';
import { sessionRefusal, type AttemptRefusal } from './refusal.js';
import type { SessionContext } from './session-context.js';

/**
 * Ends a challenged attempt whose person cannot do one of its gestures. The first time in a session, if the rules leave enough others, the pair of that gesture is not
 * drawn again in it: at the cost of this attempt, so that nobody chooses gestures by declining. A nod is in no pair and is not replaced.
 */
export async function declineGesture(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  gesture: Gesture,
): Promise<AttemptOutcome | AttemptRefusal> {
  const { store, sealer, clock, config } = parts;
  const answered = await store.answerChallenge(attemptKeyOf(context, attemptId), clock());
  if (!answered.answered) return sessionRefusal(answered.why);
  const record = openAttemptRecord(sealer, attemptId, answered.sealed);
  const { challenge } = record;
  if (!challenge) return sessionRefusal('conflict');
  const attempt: ChargedAttempt = {
    attemptId,
    number: answered.number,
    record,
    enrollmentIdentifier: enrollmentOf(sealer, context.sessionId, answered.enrollmentSealed),
  };
  if (!belongsTo(record, context)) return failAttempt(parts, context, attempt, failedUnjudged('other_nonce', challenge.matchLevel));
  const pair = challenge.gestures.includes(gesture) ? gestureTable[gesture].pair : null;
  const rules = attemptRules(config, context.client.policy, record.wishes);
  const isReplaced = pair !== null && answered.declinedSealed === null && withoutGesture(rules, pair) !== null;
  const failure = failedUnjudged('gesture_declined', challenge.matchLevel);
  const declinedSealed = isReplaced ? sealDeclined(sealer, context.sessionId, pair) : undefined;
  return failAttempt(parts, context, attempt, { ...failure, declined: { gesture, isReplaced, declinedSealed } });
}

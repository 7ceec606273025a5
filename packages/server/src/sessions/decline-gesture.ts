import { attemptRules, failedUnjudged, withoutGesture } from '@face-session/liveness';
import { gestureTable, type AttemptOutcome, type DeclineGestureRequest } from '@face-session/protocol';
import { belongsTo } from './attempt-record.js';
import { failAttempt } from './conclude-attempt.js';
import { sealDeclined } from './declined-gesture.js';
import type { SessionParts } from './parts.js';
import { isRefusal, type AttemptRefusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { takeChallenge } from './take-challenge.js';

/**
 * Ends a challenged attempt whose person cannot do one of its gestures. The first time in a session, if the rules leave enough others, the pair of that gesture is not
 * drawn again in it: at the cost of this attempt, so that nobody chooses gestures by declining. A nod is in no pair and is not replaced.
 */
export async function declineGesture(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  { gesture, signature }: DeclineGestureRequest,
): Promise<AttemptOutcome | AttemptRefusal> {
  const taken = await takeChallenge(parts, context, attemptId, parts.clock(), {
    kind: 'decline',
    signature,
    statement: (gestures) => ({ kind: 'decline', attemptId, gestures, declined: gesture }),
  });
  if (isRefusal(taken)) return taken;
  const { attempt, challenge } = taken;
  if (!belongsTo(attempt.record, context)) return failAttempt(parts, context, attempt, failedUnjudged('other_nonce', challenge.matchLevel));
  const pair = challenge.gestures.includes(gesture) ? gestureTable[gesture].pair : null;
  const rules = attemptRules(parts.config, context.client.policy, attempt.record.wishes);
  const isReplaced = pair !== null && taken.declinedSealed === null && withoutGesture(rules, pair) !== null;
  const failure = failedUnjudged('gesture_declined', challenge.matchLevel);
  const declinedSealed = isReplaced ? sealDeclined(parts.sealer, context.sessionId, pair) : undefined;
  return failAttempt(parts, context, attempt, { ...failure, declined: { gesture, isReplaced, declinedSealed } });
}

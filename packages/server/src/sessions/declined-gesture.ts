import { withoutGesture, type AttemptRules } from '@face-session/liveness';
import { gesturePairs, type GesturePair } from '@face-session/protocol';
import type { Sealer } from '../keys/sealer.js';

/** Sealed under the session id: what a person cannot do says something of their health. */
export function sealDeclined(sealer: Sealer, sessionId: string, pair: GesturePair): Buffer {
  return sealer.seal('declined', sessionId, Buffer.from(pair));
}

/** The rules of an attempt in a session in which the person may have declined a pair of gestures. */
export function rulesAfterDecline(rules: AttemptRules, sealer: Sealer, sessionId: string, declinedSealed: Uint8Array | null): AttemptRules {
  if (declinedSealed === null) return rules;
  const declined = sealer.open('declined', sessionId, declinedSealed).toString();
  const pair = gesturePairs.find((each) => each === declined);
  return (pair && withoutGesture(rules, pair)) ?? rules;
}

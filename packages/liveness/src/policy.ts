import type { GestureCount } from './draw-gestures.js';
import type { BurstVerdict } from './judge-burst.js';

/**
 * How much an attempt must show, from least to most:
 * `passive` the burst alone; `adaptive` gestures when the burst is in doubt; `active` gestures always.
 */
export const livenessPolicies = ['passive', 'adaptive', 'active'] as const;
export type LivenessPolicy = (typeof livenessPolicies)[number];

/** The strictest of what service, client and app ask for: asking for less than another has no effect. */
export function strictestPolicy(...policies: readonly LivenessPolicy[]): LivenessPolicy {
  return livenessPolicies[Math.max(0, ...policies.map((policy) => livenessPolicies.indexOf(policy)))] ?? 'active';
}

/** What an attempt does after its burst. */
type BurstConsequence = 'passed' | 'challenged' | 'failed';

/** Under `passive` a doubt has nothing that could remove it, so it fails. */
export function consequenceOf(policy: LivenessPolicy, verdict: BurstVerdict['verdict']): BurstConsequence {
  if (verdict === 'attack') return 'failed';
  if (policy === 'active') return 'challenged';
  if (verdict === 'live') return 'passed';
  return policy === 'adaptive' ? 'challenged' : 'failed';
}

/** Fewest gestures after a doubtful burst: at least one of two is a turn or a nod, which no flat picture can do. */
const DOUBTFUL_GESTURE_COUNT = 2;

/** Returns the number of gestures of a challenge: as configured, and at least {@link DOUBTFUL_GESTURE_COUNT} after a doubtful burst. */
export function gestureCountFor(verdict: BurstVerdict['verdict'], configured: GestureCount): GestureCount {
  return verdict === 'live' || configured > DOUBTFUL_GESTURE_COUNT ? configured : DOUBTFUL_GESTURE_COUNT;
}

import type { GestureCount } from './draw-gestures.js';
import type { CircumstancesVerdict } from './circumstance-checks.js';
import type { EvidenceOutcome } from './evidence.js';
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

/** What circumstances count for under a policy: under `passive` a doubt changes nothing, unless the operator insists on it. */
function countedOutcome(policy: LivenessPolicy, { outcome, insistedOutcome }: CircumstancesOutcome): EvidenceOutcome {
  return policy === 'passive' && outcome === 'doubtful' ? insistedOutcome : outcome;
}

type CircumstancesOutcome = Pick<CircumstancesVerdict, 'outcome' | 'insistedOutcome'>;

/** The verdict of a burst with what is known beside it: the worse of the two. */
export function verdictWith(
  policy: LivenessPolicy,
  verdict: BurstVerdict['verdict'],
  circumstances: CircumstancesOutcome,
): BurstVerdict['verdict'] {
  const counted = countedOutcome(policy, circumstances);
  if (counted === 'fail') return 'attack';
  return counted === 'doubtful' && verdict === 'live' ? 'doubtful' : verdict;
}

/** What an attempt does after a burst and its circumstances. A doubt about circumstances that counts asks for gestures; it never removes a failure. */
export function consequenceWith(
  policy: LivenessPolicy,
  verdict: BurstVerdict['verdict'],
  circumstances: CircumstancesOutcome,
): BurstConsequence {
  const counted = countedOutcome(policy, circumstances);
  if (counted === 'fail') return 'failed';
  const consequence = consequenceOf(policy, verdict);
  return counted === 'doubtful' && consequence === 'passed' ? 'challenged' : consequence;
}

/** Fewest gestures after a doubtful burst: at least one of two is a turn or a nod, which no flat picture can do. */
const DOUBTFUL_GESTURE_COUNT = 2;

/** Returns the number of gestures of a challenge: as configured, and at least {@link DOUBTFUL_GESTURE_COUNT} after a doubtful burst. */
export function gestureCountFor(verdict: BurstVerdict['verdict'], configured: GestureCount): GestureCount {
  return verdict === 'live' || configured > DOUBTFUL_GESTURE_COUNT ? configured : DOUBTFUL_GESTURE_COUNT;
}

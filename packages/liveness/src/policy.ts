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
export type BurstConsequence = 'passed' | 'challenged' | 'failed';

/** Under `passive` a doubt has nothing that could remove it, so it fails. */
export function consequenceOf(policy: LivenessPolicy, verdict: BurstVerdict['verdict']): BurstConsequence {
  if (verdict === 'attack') return 'failed';
  if (policy === 'active') return 'challenged';
  if (verdict === 'live') return 'passed';
  return policy === 'adaptive' ? 'challenged' : 'failed';
}

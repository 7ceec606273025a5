import type { ReplayThresholds } from './calibration.js';
import { requireThat, type Evidence } from './evidence.js';

/**
 * Judges how much a burst differs from the most alike one before, as `printDifference` says. A copy in other pixels is a replay under every policy.
 * @returns undefined where the burst could not be compared
 */
export function judgeUnseen(earlierDifference: number | undefined, { maxDifference }: ReplayThresholds): Evidence | undefined {
  return earlierDifference === undefined ? undefined : requireThat(earlierDifference > maxDifference, earlierDifference, maxDifference);
}

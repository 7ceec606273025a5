import type { GestureThresholds } from './calibration.js';
import { evidence, requireThat, type Evidence } from './evidence.js';
import { amountOf, awayness, type GestureSignals } from './gesture-signals.js';
import { median } from './median.js';
import type { SeenGesture } from './seen-gestures.js';

/** From this part of a threshold on a face counts as turned, which lowers its similarity; beyond the last part it says nothing any more. */
const TURNED_AMOUNT = 0.5;
const PROFILE_AMOUNT = 1.5;

/**
 * Checks for the person of the burst in all frames between the gestures, in the typical turned frame, and in each gesture as far as a turned face allows. Otherwise an
 * attacker could insert another head where the face is turned too far to be recognised.
 */
export function judgeGestureIdentity(
  series: readonly GestureSignals[],
  seen: readonly SeenGesture[],
  thresholds: GestureThresholds,
): Evidence {
  const likeness = series.map((signals) => signals.likeness);
  const away = series.map((signals) => awayness(signals, thresholds));
  const between = (from: number, to: number) => likeness.filter((_, index) => (away[index] ?? 0) >= from && (away[index] ?? 0) < to);
  const frontal = between(0, TURNED_AMOUNT);
  if (frontal.length === 0) return evidence('fail');
  const turned = between(TURNED_AMOUNT, PROFILE_AMOUNT);
  const inGestures = seen.map(({ gesture, from, to }) => {
    const onTheWay = (index: number) => series[index] !== undefined && amountOf(gesture, series[index], thresholds) >= TURNED_AMOUNT;
    return Math.max(...likeness.slice(onTheWay(from - 1) ? from - 1 : from, onTheWay(to + 1) ? to + 2 : to + 1));
  });
  const typical = atLeast(median(frontal), thresholds.minIdentityFrontal);
  const findings = [
    typical,
    atLeast(Math.min(...frontal), thresholds.minIdentityAnyFrontal),
    ...(turned.length === 0 ? [] : [atLeast(median(turned), thresholds.minIdentityTurned)]),
    ...inGestures.map((likest) => atLeast(likest, thresholds.minIdentityInGesture)),
  ];
  return findings.find(({ outcome }) => outcome === 'fail') ?? typical;
}

function atLeast(value: number, threshold: number): Evidence {
  return requireThat(value >= threshold, value, threshold);
}

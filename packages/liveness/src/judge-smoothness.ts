import type { GestureThresholds } from './calibration.js';
import { requireThat, type Evidence } from './evidence.js';
import { faceGeometry } from './face-geometry.js';
import type { GestureSignals } from './gesture-signals.js';
import type { OneFaceFrame } from './timed-frame.js';

/** A head moves through the places between; a cut from one recording to another does not. */
export function judgeSmoothness(
  frames: readonly OneFaceFrame[],
  series: readonly GestureSignals[],
  thresholds: GestureThresholds,
): Evidence {
  let worst = 0;
  series.slice(1).forEach((signals, index) => {
    const before = series[index] as GestureSignals;
    const seconds = (signals.atMs - before.atMs) / 1000;
    const degrees = Math.max(Math.abs(measurable(signals.yaw) - measurable(before.yaw)), Math.abs(signals.roll - before.roll));
    const previous = faceGeometry((frames[index] as OneFaceFrame).analysis.landmarks);
    const current = faceGeometry((frames[index + 1] as OneFaceFrame).analysis.landmarks);
    const sizes = Math.hypot(current.centre.x - previous.centre.x, current.centre.y - previous.centre.y) / previous.height;
    worst = Math.max(worst, degrees / seconds / thresholds.maxDegreesPerSecond, sizes / seconds / thresholds.maxSizesPerSecond);
  });
  return requireThat(worst <= 1, worst, 1);
}

/** Degrees of yaw beyond which the pose net guesses: it jumps between 40 and 75 on heads that turn evenly. */
const MEASURABLE_YAW = 45;

function measurable(yaw: number): number {
  return Math.max(-MEASURABLE_YAW, Math.min(MEASURABLE_YAW, yaw));
}

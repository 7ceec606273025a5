import type { GestureThresholds } from './calibration.js';
import { evidence, requireThat, type Evidence } from './evidence.js';
import { turnedTo, type GestureSignals } from './gesture-signals.js';
import type { SeenGesture } from './seen-gestures.js';

/** Frames of a turn that its depth is read from: those that show most, for in some the nets lose the face. */
const DEEPEST_FRAMES = 3;

/**
 * In a turn the nose tip shifts against eyes and mouth, because it stands out; on a flat picture it cannot, nor does the pose net see the picture turned far. A
 * bent print deceives each of the two a little, and both for a moment: their product over several frames tells it from a head.
 */
export function judgeDepth(seen: readonly SeenGesture[], series: readonly GestureSignals[], thresholds: GestureThresholds): Evidence {
  const depths = seen.flatMap(({ gesture, from, to }) => {
    if (gesture !== 'TURN_LEFT' && gesture !== 'TURN_RIGHT') return [];
    return [depthOf(series.slice(from, to + 1).map((signals) => turnedTo(gesture, signals)))];
  });
  if (depths.length === 0) return evidence('pass');
  const least = Math.min(...depths);
  return requireThat(least >= thresholds.turnDepth, least, thresholds.turnDepth);
}

function depthOf(turn: readonly { yaw: number; parallax: number }[]): number {
  const depths = turn.map(({ yaw, parallax }) => Math.max(0, yaw) * Math.max(0, parallax)).sort((a, b) => b - a);
  return depths.slice(0, DEEPEST_FRAMES).reduce((sum, depth) => sum + depth, 0) / DEEPEST_FRAMES;
}

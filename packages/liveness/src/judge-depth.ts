import { gestureTable, type Gesture } from '@face-session/protocol';
import type { GestureThresholds } from './calibration.js';
import { evidence, type Evidence } from './evidence.js';
import { turnedTo, type GestureSignals } from './gesture-signals.js';
import type { SeenGesture } from './seen-gestures.js';

/** Frames of a gesture that its depth is read from: those that show most, because in some the models lose the face. */
const DEEPEST_FRAMES = 3;

/**
 * Whether every turn and nod shows a head. In a turn the nose tip shifts across the line between eyes and mouth, in a nod along it,
 * because it stands out; on a flat picture it cannot, and the pose model measures little rotation. A bent print raises each of the two a little, and
 * both for a moment: their product over several frames separates it from a head. A flat picture can tilt and move: a challenge of nothing else
 * fails. Undefined if none of the gestures that show depth was seen: then not all gestures were done, and that fails by itself.
 */
export function judgeDepth(
  asked: readonly Gesture[],
  seen: readonly SeenGesture[],
  series: readonly GestureSignals[],
  thresholds: GestureThresholds,
): Evidence | undefined {
  if (!asked.some((gesture) => gestureTable[gesture].showsDepth)) return evidence('fail');
  const depths = seen.flatMap(({ gesture, from, to }) => {
    const frames = series.slice(from, to + 1);
    switch (gesture) {
      case 'TURN_LEFT':
      case 'TURN_RIGHT': {
        const depth = depthOf(frames.map((signals) => turnedTo(gesture, signals)).map(({ yaw, parallax }) => [yaw, parallax]));
        return [{ depth, threshold: thresholds.turnDepth }];
      }
      case 'NOD':
        return [{ depth: depthOf(frames.map(({ pitch, lowering }) => [-pitch, lowering])), threshold: thresholds.nodDepth }];
      case 'TILT_LEFT':
      case 'TILT_RIGHT':
      case 'MOVE_CLOSER':
      case 'MOVE_FURTHER':
        return [];
    }
  });
  const [least] = depths.sort((a, b) => a.depth / a.threshold - b.depth / b.threshold);
  if (least === undefined) return undefined;
  return evidence(least.depth >= least.threshold ? 'pass' : 'fail', least.depth, least.threshold);
}

/** Mean product of rotation (degrees) and shift of the nose over the frames that show most of both. */
function depthOf(frames: readonly (readonly [number, number])[]): number {
  const depths = frames.map(([degrees, shift]) => Math.max(0, degrees) * Math.max(0, shift)).sort((a, b) => b - a);
  return depths.slice(0, DEEPEST_FRAMES).reduce((sum, depth) => sum + depth, 0) / DEEPEST_FRAMES;
}

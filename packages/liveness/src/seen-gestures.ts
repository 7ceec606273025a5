import type { Gesture } from '@face-session/protocol';
import type { GestureThresholds } from './calibration.js';
import { amountOf, isKnown, type GestureSignals } from './gesture-signals.js';

/** One gesture as it was seen. */
export interface SeenGesture {
  readonly gesture: Gesture;
  /** Indices of the first and the last frame beyond the threshold. */
  readonly from: number;
  readonly to: number;
  /** Largest amount, 1 = threshold. */
  readonly peak: number;
}

/** Turned, tilted and nodding faces measure smaller than they are, so these come before the moves. */
const PRECEDENCE: readonly (readonly Gesture[])[] = [
  ['TURN_LEFT', 'TURN_RIGHT', 'TILT_LEFT', 'TILT_RIGHT', 'NOD'],
  ['MOVE_CLOSER', 'MOVE_FURTHER'],
];

/** The gesture that a frame is furthest into, if it is beyond the threshold. */
function gestureIn(signals: GestureSignals, thresholds: GestureThresholds): { gesture: Gesture; amount: number } | null {
  for (const group of PRECEDENCE) {
    const beyond = group
      .map((gesture) => ({ gesture, amount: amountOf(gesture, signals, thresholds) }))
      .filter(({ amount }) => amount >= 1)
      .sort((a, b) => b.amount - a.amount);
    if (beyond[0] !== undefined) return beyond[0];
  }
  return null;
}

/** The gestures in a series of frames, in their order. What lasts for fewer frames than a gesture must hold is passed over. */
export function seenGestures(series: readonly GestureSignals[], thresholds: GestureThresholds): SeenGesture[] {
  const runs: SeenGesture[] = [];
  series.forEach((signals, index) => {
    const now = gestureIn(signals, thresholds);
    const last = runs.at(-1);
    if (now === null) return;
    if (last?.gesture === now.gesture && series.slice(last.to + 1, index).every((between) => !isKnown(between, thresholds))) {
      // A head turned so far that nets and landmarks lose it is still turned when they find it so again.
      runs[runs.length - 1] = { ...last, to: index, peak: Math.max(last.peak, now.amount) };
    } else {
      runs.push({ gesture: now.gesture, from: index, to: index, peak: now.amount });
    }
  });
  const held = runs.filter((run) => run.to - run.from + 1 >= thresholds.minHeldFrames);
  // A gesture that dipped below its threshold for a frame is still one gesture.
  return held.reduce<SeenGesture[]>((merged, run) => {
    const last = merged.at(-1);
    if (last?.gesture === run.gesture) merged[merged.length - 1] = { ...last, to: run.to, peak: Math.max(last.peak, run.peak) };
    else merged.push(run);
    return merged;
  }, []);
}

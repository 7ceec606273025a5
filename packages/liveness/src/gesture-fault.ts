import { gestureTable, type Gesture, type GestureFault } from '@face-session/protocol';
import type { GestureThresholds } from './calibration.js';
import { amountOf, type GestureSignals } from './gesture-signals.js';
import type { SeenGesture } from './seen-gestures.js';

/** From this part of its threshold on a movement is one, though too small. */
const ATTEMPTED_AMOUNT = 0.4;

/** What was wrong with the gestures, or null if they are those asked for, in order and in time. */
export function gestureFaultOf(
  asked: readonly Gesture[],
  seen: readonly SeenGesture[],
  series: readonly GestureSignals[],
  thresholds: GestureThresholds,
): GestureFault | null {
  const start = series[0];
  if (start === undefined) return 'TOO_LATE';
  for (const [place, gesture] of asked.entries()) {
    const done = seen[place];
    if (done === undefined) {
      const since = (seen[place - 1]?.to ?? -1) + 1;
      const most = Math.max(0, ...series.slice(since).map((signals) => amountOf(gesture, signals, thresholds)));
      return most >= ATTEMPTED_AMOUNT ? 'TOO_SMALL' : 'TOO_LATE';
    }
    if (done.gesture === gestureTable[gesture].opposite && gestureTable[gesture].pair !== 'FACE_MOVE') return 'MIRRORED';
    if (done.gesture !== gesture) return 'WRONG_GESTURE';
    if (place === 0 && beginOf(done, series, thresholds) < start.atMs + thresholds.minReactionMs) return 'TOO_EARLY';
  }
  return seen.length > asked.length ? 'WRONG_GESTURE' : null;
}

/** When the movement that became a gesture began, ms: from there on it was under way without a break. */
function beginOf({ gesture, from }: SeenGesture, series: readonly GestureSignals[], thresholds: GestureThresholds): number {
  const before = series.slice(0, from);
  const still = before.findLastIndex((signals) => amountOf(gesture, signals, thresholds) < ATTEMPTED_AMOUNT);
  return series[still + 1]?.atMs ?? 0;
}

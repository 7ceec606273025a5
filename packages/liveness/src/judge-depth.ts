import { livenessGestureOf } from '@face-session/protocol';
import type { GestureThresholds } from './calibration.js';
import { evidence, requireThat, type Evidence } from './evidence.js';
import type { GestureSignals } from './gesture-signals.js';
import type { SeenGesture } from './seen-gestures.js';

/** In a turn the nose tip shifts against eyes and mouth, because it stands out; on a flat picture it cannot. */
export function judgeDepth(seen: readonly SeenGesture[], series: readonly GestureSignals[], thresholds: GestureThresholds): Evidence {
  const shifts = seen.flatMap(({ gesture, from, to }) => {
    if (livenessGestureOf[gesture] !== 'FACE_TURN') return [];
    const side = gesture === 'TURN_LEFT' ? 1 : -1;
    return [Math.max(...series.slice(from, to + 1).map((signals) => side * signals.parallax))];
  });
  if (shifts.length === 0) return evidence('pass');
  const least = Math.min(...shifts);
  return requireThat(least >= thresholds.turnParallax, least, thresholds.turnParallax);
}

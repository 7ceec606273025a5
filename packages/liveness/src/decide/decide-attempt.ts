import type { Gesture } from '@face-session/protocol';
import type { AttemptRules } from './attempt-rules.js';
import { decideBurst, type BurstDecision } from './decide-burst.js';
import { decideGestures, type GesturesDecision } from './decide-gestures.js';
import type { Calibrations, MeasuredUpload } from './decision.js';

/** Everything that is measured and known of one attempt. */
export interface MeasuredAttempt {
  readonly burst: MeasuredUpload;
  /** The gestures that were asked for. */
  readonly asked: readonly Gesture[];
  /** Null if none were asked for. */
  readonly gestures: (MeasuredUpload & { readonly challengedAtMs: number }) | null;
}

/** An attempt that is recorded whole, decided. */
export interface AttemptDecision {
  readonly burst: BurstDecision;
  /** Null unless the burst was challenged and gestures were recorded. */
  readonly gestures: GesturesDecision | null;
  readonly passed: boolean;
}

/** Decides an attempt that is recorded whole, as the service decides it upload by upload. */
export function decideAttempt(
  attempt: MeasuredAttempt,
  reference: Float32Array,
  rules: AttemptRules,
  calibrations: Calibrations,
): AttemptDecision {
  const burst = decideBurst(attempt.burst, reference, rules, calibrations);
  if (burst.outcome !== 'challenged') return { burst, gestures: null, passed: burst.outcome === 'passed' };
  if (attempt.gestures === null) return { burst, gestures: null, passed: false };
  const { challengedAtMs } = attempt.gestures;
  const { neutral, matchLevel } = burst;
  const gestures = decideGestures(attempt.gestures, { gestures: attempt.asked, challengedAtMs, neutral, matchLevel }, calibrations);
  return { burst, gestures, passed: gestures.outcome === 'passed' };
}

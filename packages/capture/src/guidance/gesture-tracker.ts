import type { Gesture, GestureTargets } from '@face-session/protocol';
import type { Measurement } from './guide-messages.js';

/** A face that looks at the camera: what gestures are measured against. */
export interface StartPose {
  /** Degrees, as `Pose` counts them. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly headSize: number;
}

/** How far the person is. */
interface GestureProgress {
  /** Of the gesture that is being done. */
  readonly index: number;
  /** `do`: the gesture is awaited; `back`: it was seen, the look into the camera is awaited. */
  readonly stage: 'do' | 'back';
  /** Of the gesture, 0 to 1, in tenths. */
  readonly share: number;
  /** Whether the first gesture has visibly begun. */
  readonly begun: boolean;
  /** Whether all are done. */
  readonly done: boolean;
}

/** Share of a gesture from which on it has begun, and below which the person is back. */
const BEGUN = 0.3;
const BACK = 0.4;

/**
 * Milliseconds that a gesture must be held, and the look back. Of the three frames, a quarter of a second apart, that the service wants of a gesture, two lie in it
 * and one on the way, which is longer beyond the service's threshold than beyond the guide's.
 */
const HELD_MS = 600;
const BACK_MS = 250;

/**
 * Follows a person through gestures, so that each is asked for when the one before is done.
 * @param targets how far each must go, as the challenge has them
 */
export function createGestureTracker(
  gestures: readonly Gesture[],
  neutral: StartPose,
  targets: GestureTargets,
): { push(measurement: Measurement, now: number): GestureProgress } {
  let index = 0;
  let stage: 'do' | 'back' = 'do';
  let begun = false;
  let since: number | undefined;
  let share = 0;
  return {
    push(measurement, now) {
      const gesture = gestures[index];
      const amount = gesture && amountOf(gesture, measurement, neutral, targets);
      if (amount !== undefined) {
        begun ||= amount >= BEGUN;
        share = Math.round(Math.min(1, Math.max(0, amount)) * 10) / 10;
        const reached = stage === 'do' ? amount >= 1 : amount < BACK;
        since = reached ? (since ?? now) : undefined;
        if (since !== undefined && now - since >= (stage === 'do' ? HELD_MS : BACK_MS)) {
          since = undefined;
          if (stage === 'do') stage = 'back';
          else {
            stage = 'do';
            share = 0;
            index++;
          }
        }
      }
      const done = index >= gestures.length;
      return { index: Math.min(index, gestures.length - 1), stage: done ? 'back' : stage, share, begun, done };
    },
  };
}

function amountOf(gesture: Gesture, { pose, headSize }: Measurement, neutral: StartPose, targets: GestureTargets): number | undefined {
  if (!pose || headSize === undefined) return undefined;
  switch (gesture) {
    case 'TURN_LEFT':
      return (pose.yaw - neutral.yaw) / targets.turnDegrees;
    case 'TURN_RIGHT':
      return (neutral.yaw - pose.yaw) / targets.turnDegrees;
    case 'TILT_LEFT':
      return (pose.roll - neutral.roll) / targets.tiltDegrees;
    case 'TILT_RIGHT':
      return (neutral.roll - pose.roll) / targets.tiltDegrees;
    case 'NOD':
      return (neutral.pitch - pose.pitch) / targets.nodDegrees;
    case 'MOVE_CLOSER':
      return Math.log(headSize / neutral.headSize) / Math.log(targets.closerRatio);
    case 'MOVE_FURTHER':
      return Math.log(headSize / neutral.headSize) / Math.log(targets.furtherRatio);
  }
}

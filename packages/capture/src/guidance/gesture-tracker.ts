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

/** Milliseconds that a gesture must be held at least, and the look back. */
const HELD_MS = 600;
const BACK_MS = 250;

/**
 * Pictures taken while it is held. The service wants three in succession: where they come in time, a quarter of a second apart, two lie in the hold and one on the
 * way, which is longer beyond the service's threshold than beyond the guide's. A slow device takes fewer, so after this time all three must lie in the hold.
 */
const HELD_PICTURES = 2;
const HELD_PICTURES_SLOW = 3;
const SLOW_MS = 900;

/**
 * Follows a person through gestures, so that each is asked for when the one before is done.
 * @param targets how far each must go, as the challenge has them
 * @returns `push`, called with each measurement, its time in milliseconds, and how many pictures were taken so far
 */
export function createGestureTracker(
  gestures: readonly Gesture[],
  neutral: StartPose,
  targets: GestureTargets,
): { push(measurement: Measurement, now: number, taken: number): GestureProgress } {
  let index = 0;
  let stage: 'do' | 'back' = 'do';
  let begun = false;
  let held: { readonly since: number; readonly taken: number } | undefined;
  let share = 0;
  const isHeld = (ms: number, pictures: number): boolean =>
    stage === 'do' ? ms >= HELD_MS && pictures >= (ms < SLOW_MS ? HELD_PICTURES : HELD_PICTURES_SLOW) : ms >= BACK_MS;
  return {
    push(measurement, now, taken) {
      const gesture = gestures[index];
      const amount = gesture && amountOf(gesture, measurement, neutral, targets);
      if (amount !== undefined) {
        begun ||= amount >= BEGUN;
        share = Math.round(Math.min(1, Math.max(0, amount)) * 10) / 10;
        const reached = stage === 'do' ? amount >= 1 : amount < BACK;
        held = reached ? (held ?? { since: now, taken }) : undefined;
        if (held && isHeld(now - held.since, taken - held.taken)) {
          held = undefined;
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

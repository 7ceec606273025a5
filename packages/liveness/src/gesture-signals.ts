import type { Gesture } from '@face-session/protocol';
import type { GestureThresholds } from './calibration.js';
import { faceGeometry, type FaceGeometry } from './face-geometry.js';
import type { NeutralFace } from './neutral-face.js';
import type { OneFaceFrame } from './one-face.js';

/** How one frame differs from the neutral face. */
export interface GestureSignals {
  readonly atMs: number;
  /** Degrees, as `Pose` counts them, by the pose net. */
  readonly yaw: number;
  readonly roll: number;
  /** Degrees, of the line of the eyes. */
  readonly eyeLineRoll: number;
  /** Natural logarithm of the face's size against the neutral one: above 0 closer. */
  readonly closeness: number;
  /** Shift of the nose tip against the flat of eyes and mouth, eye distances; above 0: to the person's own left. */
  readonly parallax: number;
}

export function gestureSignals(frame: OneFaceFrame, neutral: NeutralFace): GestureSignals {
  const geometry = faceGeometry(frame.analysis.landmarks);
  return {
    atMs: frame.capturedAtMs,
    yaw: frame.analysis.pose.yaw - neutral.yaw,
    roll: frame.analysis.pose.roll - neutral.roll,
    eyeLineRoll: geometry.roll - neutral.eyeLineRoll,
    closeness: closeness(geometry, neutral),
    parallax: geometry.noseAcross - neutral.noseAcross,
  };
}

/** A step changes both measures, a turn the one only and a nod the other: the lesser change counts, and none if they disagree. */
function closeness(geometry: FaceGeometry, neutral: NeutralFace): number {
  const wide = Math.log(geometry.eyeDistance / neutral.eyeDistance);
  const high = Math.log(geometry.height / neutral.height);
  if (wide > 0 !== high > 0) return 0;
  return Math.abs(wide) < Math.abs(high) ? wide : high;
}

/** How far a frame is into a gesture: 1 at its threshold, below 0 on the opposite side. */
export function amountOf(gesture: Gesture, signals: GestureSignals, thresholds: GestureThresholds): number {
  switch (gesture) {
    case 'TURN_LEFT':
      return turnAmount(signals, 1, thresholds);
    case 'TURN_RIGHT':
      return turnAmount(signals, -1, thresholds);
    case 'TILT_LEFT':
      return tiltAmount(signals, 1, thresholds);
    case 'TILT_RIGHT':
      return tiltAmount(signals, -1, thresholds);
    case 'MOVE_CLOSER':
      return signals.closeness / Math.log(thresholds.closerRatio);
    case 'MOVE_FURTHER':
      return signals.closeness / Math.log(thresholds.furtherRatio);
  }
}

/** The pose net takes some tilts for turns, the landmarks some bent prints; where both agree, a head turns. */
function turnAmount({ yaw, parallax }: GestureSignals, side: 1 | -1, thresholds: GestureThresholds): number {
  return Math.min((side * yaw) / thresholds.turnDegrees, (side * parallax) / (TURNING_PART * thresholds.turnParallax));
}

/**
 * On turned faces the line of the eyes slants, and the pose net mixes its angles: only together they mean a tilt, and only where the head is tilted further
 * than it is turned. The line measures the tilt; of the net, which sees as little as a third of it in some faces, only the direction is asked.
 */
function tiltAmount({ roll, eyeLineRoll, yaw }: GestureSignals, side: 1 | -1, thresholds: GestureThresholds): number {
  const tilt = (side * eyeLineRoll) / thresholds.tiltDegrees;
  if (tilt >= 1 && Math.abs(yaw) / thresholds.turnDegrees > tilt) return 0;
  return Math.min(tilt, (side * roll) / (TILTING_PART * thresholds.tiltDegrees));
}

/** A turn counts as one from half of the parallax that it must reach. */
const TURNING_PART = 0.5;
/** The pose net must see this part of a tilt. On virtual subjects it saw 7 to 12 degrees of 20 to 27. */
const TILTING_PART = 0.4;

/** How far the head is turned or tilted away from the camera by any one measure, 1 at the threshold: how little its likeness says. */
export function awayness({ yaw, roll, eyeLineRoll }: GestureSignals, thresholds: GestureThresholds): number {
  return Math.max(Math.abs(yaw) / thresholds.turnDegrees, Math.max(Math.abs(roll), Math.abs(eyeLineRoll)) / thresholds.tiltDegrees);
}

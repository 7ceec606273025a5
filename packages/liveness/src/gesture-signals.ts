import type { Gesture } from '@face-session/protocol';
import type { LivenessCalibration } from './calibration.js';
import { faceGeometry } from './face-geometry.js';
import type { NeutralFace } from './neutral-face.js';
import type { OneFaceFrame } from './one-face.js';

/** How one frame differs from the neutral face. */
export interface GestureSignals {
  readonly atMs: number;
  /** Degrees, as `Pose` counts them. */
  readonly yaw: number;
  readonly roll: number;
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
    roll: geometry.roll - neutral.roll,
    closeness: Math.log(geometry.size / neutral.size),
    parallax: geometry.noseAcross - neutral.noseAcross,
  };
}

/** How far a frame is into a gesture: 1 at its threshold, below 0 on the opposite side. */
export function amountOf(gesture: Gesture, signals: GestureSignals, thresholds: LivenessCalibration['gestures']): number {
  switch (gesture) {
    case 'TURN_LEFT':
      return signals.yaw / thresholds.turnDegrees;
    case 'TURN_RIGHT':
      return -signals.yaw / thresholds.turnDegrees;
    case 'TILT_LEFT':
      return signals.roll / thresholds.tiltDegrees;
    case 'TILT_RIGHT':
      return -signals.roll / thresholds.tiltDegrees;
    case 'MOVE_CLOSER':
      return signals.closeness / Math.log(thresholds.closerRatio);
    case 'MOVE_FURTHER':
      return signals.closeness / Math.log(thresholds.furtherRatio);
  }
}

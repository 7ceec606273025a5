import { similarity } from '@face-session/face';
import { gestureTable, type Gesture } from '@face-session/protocol';
import type { GestureThresholds } from './calibration.js';
import { faceGeometry, type FaceGeometry } from './face-geometry.js';
import type { NeutralFace } from './neutral-face.js';
import type { OneFaceFrame } from './timed-frame.js';

/** How one frame differs from the neutral face. */
export interface GestureSignals {
  readonly atMs: number;
  /** Degrees, as `Pose` counts them, by the pose net. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  /** Degrees, of the line of the eyes. */
  readonly eyeLineRoll: number;
  /** Natural logarithm of the face's size against the neutral one: above 0 closer. */
  readonly closeness: number;
  /** Shift of the nose tip against the flat of eyes and mouth, eye distances; above 0: to the person's own left. */
  readonly parallax: number;
  /** Shift of the nose tip along the line from eyes to mouth, in parts of that line; above 0: towards the mouth, as in a nod. */
  readonly lowering: number;
  /** Similarity (cosine) to the neutral template. */
  readonly likeness: number;
}

/** The signals of successive frames. */
export function gestureSeries(frames: readonly OneFaceFrame[], neutral: NeutralFace): GestureSignals[] {
  const template = Float32Array.from(neutral.template);
  return frames.map((frame) => gestureSignals(frame, neutral, template));
}

function gestureSignals(frame: OneFaceFrame, neutral: NeutralFace, template: Float32Array): GestureSignals {
  const geometry = faceGeometry(frame.analysis.landmarks);
  return {
    atMs: frame.capturedAtMs,
    yaw: frame.analysis.pose.yaw - neutral.yaw,
    pitch: frame.analysis.pose.pitch - neutral.pitch,
    roll: frame.analysis.pose.roll - neutral.roll,
    eyeLineRoll: geometry.roll - neutral.eyeLineRoll,
    closeness: closeness(geometry, neutral),
    parallax: geometry.noseAcross - neutral.noseAcross,
    lowering: geometry.noseDown - neutral.noseDown,
    likeness: similarity(template, frame.analysis.template),
  };
}

/** A step changes both measures, a turn the one only and a nod the other: the lesser change counts, and none if they disagree. */
function closeness(geometry: FaceGeometry, neutral: NeutralFace): number {
  const wide = Math.log(geometry.eyeDistance / neutral.eyeDistance);
  const high = Math.log(geometry.height / neutral.height);
  if (wide > 0 !== high > 0) return 0;
  return Math.abs(wide) < Math.abs(high) ? wide : high;
}

/**
 * How far a frame is into a gesture: 1 at its threshold, below 0 on the opposite side. All but turns leave the face towards the camera, where it can be
 * known; in a profile the landmarks are lost, and seem to tilt and to shrink.
 */
export function amountOf(gesture: Gesture, signals: GestureSignals, thresholds: GestureThresholds): number {
  if (gestureTable[gesture].pair !== 'FACE_TURN' && !isKnown(signals, thresholds)) return 0;
  switch (gesture) {
    case 'TURN_LEFT':
    case 'TURN_RIGHT':
      return turnAmount(gesture, signals, thresholds);
    case 'TILT_LEFT':
      return tiltAmount(signals, 1, thresholds);
    case 'TILT_RIGHT':
      return tiltAmount(signals, -1, thresholds);
    case 'MOVE_CLOSER':
      return signals.closeness / Math.log(thresholds.closerRatio);
    case 'MOVE_FURTHER':
      return signals.closeness / Math.log(thresholds.furtherRatio);
    case 'NOD':
      return Math.min(-signals.pitch / thresholds.nodDegrees, signals.lowering / thresholds.nodLowering);
  }
}

/** Yaw and parallax towards the side of a turn: both above 0 in one. */
export function turnedTo(gesture: 'TURN_LEFT' | 'TURN_RIGHT', { yaw, parallax }: GestureSignals): { yaw: number; parallax: number } {
  return gesture === 'TURN_LEFT' ? { yaw, parallax } : { yaw: -yaw, parallax: -parallax };
}

/** The pose net takes some tilts for turns, the landmarks some bent prints; where both agree, a head turns. */
function turnAmount(gesture: 'TURN_LEFT' | 'TURN_RIGHT', signals: GestureSignals, thresholds: GestureThresholds): number {
  const { yaw, parallax } = turnedTo(gesture, signals);
  return Math.min(yaw / thresholds.turnDegrees, parallax / thresholds.turnParallax);
}

/** Whether a frame is as like the burst as one that looks at the camera must be. */
export function isKnown({ likeness }: GestureSignals, { minIdentityFrontal }: GestureThresholds): boolean {
  return likeness >= minIdentityFrontal;
}

/**
 * The line of the eyes measures a tilt; of the net, which sees as little as a tenth of it in some faces, only the direction is asked. The line slants in
 * turned faces too: where the head is turned further than tilted, it says nothing.
 */
function tiltAmount(signals: GestureSignals, side: 1 | -1, thresholds: GestureThresholds): number {
  const tilt = (side * signals.eyeLineRoll) / thresholds.tiltDegrees;
  const turn = Math.max(turnAmount('TURN_LEFT', signals, thresholds), turnAmount('TURN_RIGHT', signals, thresholds));
  if (tilt >= 1 && (turn > tilt || side * signals.roll < 0)) return 0;
  return tilt;
}

/** How far the head is turned or tilted away from the camera by any one measure, 1 at the threshold: how little its likeness says. */
export function awayness({ yaw, roll, eyeLineRoll }: GestureSignals, thresholds: GestureThresholds): number {
  return Math.max(Math.abs(yaw) / thresholds.turnDegrees, Math.max(Math.abs(roll), Math.abs(eyeLineRoll)) / thresholds.tiltDegrees);
}

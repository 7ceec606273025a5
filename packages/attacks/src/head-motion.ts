import { gestureTable, type Gesture } from '@face-session/protocol';
import { neutralPose, type HeadPose } from './head-pose.js';
import { smoothStep } from './head-shape.js';
import type { SeededRandom } from './random.js';

/** One gesture on the way: when it begins, how long its parts last, how far it goes. */
export interface GestureMotion {
  readonly gesture: Gesture;
  readonly startMs: number;
  readonly riseMs: number;
  readonly holdMs: number;
  readonly fallMs: number;
  /** The pose at its height, as it differs from the neutral one. */
  readonly height: HeadPose;
}

export function endOf(motion: GestureMotion): number {
  return motion.startMs + motion.riseMs + motion.holdMs + motion.fallMs;
}

/** A gesture as people do it who understood it: far enough to be sure, and never along one axis alone. */
export function drawMotion(gesture: Gesture, startMs: number, random: SeededRandom): GestureMotion {
  const wobble = () => random.between(-3, 3);
  const height = { ...neutralPose, yaw: wobble(), pitch: wobble(), roll: wobble() / 2 };
  switch (gesture) {
    case 'TURN_LEFT':
      height.yaw = random.between(22, 32);
      break;
    case 'TURN_RIGHT':
      height.yaw = -random.between(22, 32);
      break;
    case 'TILT_LEFT':
      height.roll = random.between(17, 26);
      break;
    case 'TILT_RIGHT':
      height.roll = -random.between(17, 26);
      break;
    case 'MOVE_CLOSER':
      height.scale = random.between(1.3, 1.5);
      break;
    case 'MOVE_FURTHER':
      height.scale = random.between(0.64, 0.74);
      break;
    case 'NOD':
      height.pitch = -random.between(14, 22);
      break;
  }
  const slow = gestureTable[gesture].pair === 'FACE_MOVE' ? 1.2 : 1;
  return {
    gesture,
    startMs,
    riseMs: slow * random.between(500, 900),
    holdMs: random.between(500, 900),
    fallMs: slow * random.between(450, 800),
    height,
  };
}

/** How a head never stands quite still, and when it blinks. The same random source gives the same manner. */
export interface Manner {
  (atMs: number): HeadPose;
}

/** Slow sway and fine tremor of a person holding a phone or sitting at a webcam: a degree of angle, a few millimetres of place. */
export function drawManner(random: SeededRandom): Manner {
  const wave = (amplitude: number) => {
    const parts = [0.25, 0.6, 1.1, 3.5].map((hertz, index) => ({
      hertz: hertz * random.between(0.8, 1.2),
      amplitude: (amplitude * random.between(0.6, 1.2)) / (index + 1),
      phase: random.between(0, 2 * Math.PI),
    }));
    return (atMs: number) =>
      parts.reduce((sum, part) => sum + part.amplitude * Math.sin((2 * Math.PI * part.hertz * atMs) / 1000 + part.phase), 0);
  };
  const [yaw, pitch, roll, x, y, scale] = [wave(1.2), wave(0.9), wave(0.7), wave(0.03), wave(0.02), wave(0.008)] as const;
  const blinks: number[] = [];
  for (let at = random.between(-3000, 3000); at < 60_000; at += random.between(2200, 5500)) blinks.push(at);
  return (atMs) => ({
    yaw: yaw(atMs),
    pitch: pitch(atMs),
    roll: roll(atMs),
    x: x(atMs),
    y: y(atMs),
    scale: 1 + scale(atMs),
    blink: Math.max(0, ...blinks.map((blink) => 1 - Math.abs(atMs - blink) / BLINK_HALF_MS)),
  });
}

/** A blink takes a fifth of a second. */
const BLINK_HALF_MS = 100;

/** The pose at a time: the manner, and on it whatever gestures are under way. */
export function poseAt(atMs: number, manner: Manner, motions: readonly GestureMotion[]): HeadPose {
  let pose = manner(atMs);
  for (const motion of motions) {
    const since = atMs - motion.startMs;
    const up = smoothStep(0, motion.riseMs, since);
    const down = smoothStep(motion.riseMs + motion.holdMs, motion.riseMs + motion.holdMs + motion.fallMs, since);
    const part = up - down;
    if (part <= 0) continue;
    const { height } = motion;
    pose = {
      yaw: pose.yaw + part * height.yaw,
      pitch: pose.pitch + part * height.pitch,
      roll: pose.roll + part * height.roll,
      x: pose.x + part * height.x,
      y: pose.y + part * height.y,
      scale: pose.scale * (1 + part * (height.scale - 1)),
      blink: pose.blink,
    };
  }
  return pose;
}

/** Gestures one after another, each after a while of reading and reacting. */
export function drawMotions(gestures: readonly Gesture[], fromMs: number, random: SeededRandom): GestureMotion[] {
  const motions: GestureMotion[] = [];
  let at = fromMs + random.between(450, 1000);
  for (const gesture of gestures) {
    const motion = drawMotion(gesture, at, random);
    motions.push(motion);
    at = endOf(motion) + random.between(250, 600);
  }
  return motions;
}

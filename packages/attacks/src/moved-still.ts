import type { Gesture } from '@face-session/protocol';
import type { TamperingClient } from './attempt.js';
import { virtualCamera } from './camera.js';
import { STILL_SCALE, type FaceStill } from './face-still.js';
import { drawManner, drawMotions, endOf, poseAt, type GestureMotion } from './head-motion.js';
import { neutralPose } from './head-pose.js';
import type { Presenter } from './presenter.js';
import type { SeededRandom } from './random.js';
import { createPicture, sampleInto, type Picture } from './raster.js';
import { EYES_HEIGHT, webcamView } from './virtual-head.js';

/** How a still picture is moved as a whole: by a script that crops it, by a lens that zooms, about the camera's axis, or as a hand holds it. */
export type StillMotion = 'panned' | 'zoomed' | 'rotated' | 'handheld';

/** A picture moved in its plane, against its first place. */
interface PlanarPose {
  /** Shift, in parts of the view's height. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Degrees, clockwise. */
  readonly roll: number;
}

const STANDING: PlanarPose = { x: 0, y: 0, scale: 1, roll: 0 };

/** Where a moved picture is, ms since the attempt was opened. */
type PlanarMotion = (atMs: number) => PlanarPose;

/** One manner of moving a picture; speeds are what a sway of a head has and what crops of a few pixels a frame give. */
function drawPlanarMotion(motion: StillMotion, random: SeededRandom): PlanarMotion {
  // About the middle of a burst, so that the face stays where the capture wants it.
  const seconds = (atMs: number): number => (atMs - MIDDLE_OF_BURST_MS) / 1000;
  const sign = random.next() < 0.5 ? -1 : 1;
  if (motion === 'panned') {
    const speed = sign * random.between(0.03, 0.14);
    const angle = random.between(-0.6, 0.6);
    return (atMs) => ({ ...STANDING, x: speed * Math.cos(angle) * seconds(atMs), y: speed * Math.sin(angle) * seconds(atMs) });
  }
  if (motion === 'zoomed') {
    const speed = sign * random.between(0.06, 0.3);
    return (atMs) => ({ ...STANDING, scale: Math.exp(speed * seconds(atMs)) });
  }
  if (motion === 'rotated') {
    const speed = sign * random.between(4, 20);
    return (atMs) => ({ ...STANDING, roll: speed * seconds(atMs) });
  }
  const hand = drawManner(random.fork('hand'));
  // The hand's sway counts in distances of the eyes, which are a sixth of the view's height.
  return (atMs) => {
    const { x, y, roll, scale } = hand(atMs);
    return { x: x / 4, y: y / 4, roll: 2 * roll, scale: 1 + 2 * (scale - 1) };
  };
}

const MIDDLE_OF_BURST_MS = 900;

/** The view of a still picture moved as a whole: `eyes` of the picture come to where the capture wants them, `eyeDistance` pixels apart. */
interface StillView {
  readonly picture: Picture;
  readonly eyes: { readonly x: number; readonly y: number };
  /** Pixels of the picture for each pixel of the view. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

/** Draws a still picture in a pose; beyond its edges they repeat. */
function drawStill({ picture, eyes, step, width, height }: StillView, pose: PlanarPose): Picture {
  const view = createPicture(width, height);
  const angle = (-pose.roll * Math.PI) / 180;
  const size = step / pose.scale;
  const [cosine, sine] = [size * Math.cos(angle), size * Math.sin(angle)];
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += 3) {
      const x = column - width / 2 - pose.x * height;
      const y = row - height * EYES_HEIGHT - pose.y * height;
      const u = eyes.x + cosine * x - sine * y;
      const v = eyes.y + sine * x + cosine * y;
      sampleInto(picture, Math.max(0, Math.min(picture.width - 1.001, u)), Math.max(0, Math.min(picture.height - 1.001, v)), view.data, at);
    }
  }
  return view;
}

/** What a still goes through before it is sent: nothing, coarse compression, a noisy sensor, or a video codec as of a virtual camera. */
export const stillMedia: Record<'clean' | 'recompressed' | 'noisy' | 'video', Pick<TamperingClient, 'camera' | 'throughVideo'>> = {
  clean: { camera: virtualCamera },
  recompressed: { camera: { noise: 1.4, flicker: 0.015, quality: 50 } },
  noisy: { camera: { noise: 6, flicker: 0.015, quality: 90 } },
  video: { camera: virtualCamera, throughVideo: true },
};

/** A still picture moved as a whole and fed in as the camera's; it does no gesture. */
export class MovedStill implements Presenter {
  readonly #view: StillView;
  readonly #motion: PlanarMotion;

  constructor(still: FaceStill, motion: StillMotion, random: SeededRandom) {
    this.#view = viewOf(still, random.fork('size'));
    this.#motion = drawPlanarMotion(motion, random.fork('motion'));
  }

  scene(atMs: number): Picture {
    return drawStill(this.#view, this.#motion(atMs));
  }

  challenge(_gestures: readonly Gesture[], atMs: number): number {
    return atMs;
  }
}

/** The same still, turned for tilts and scaled for moves as gestures are asked for: all that a picture in its plane can do. For turns it does nothing. */
export class PlanarGestures implements Presenter {
  readonly #view: StillView;
  readonly #hand: PlanarMotion;
  readonly #random: SeededRandom;
  #motions: readonly GestureMotion[] = [];

  constructor(still: FaceStill, random: SeededRandom) {
    this.#random = random;
    this.#view = viewOf(still, random.fork('size'));
    this.#hand = drawPlanarMotion('handheld', random.fork('motion'));
  }

  scene(atMs: number): Picture {
    const held = this.#hand(atMs);
    const { roll, scale } = poseAt(atMs, () => neutralPose, this.#motions);
    // Heads tilt about the neck, pictures about their middle; a tilt to the person's own left is clockwise.
    return drawStill(this.#view, { ...held, roll: held.roll + roll, scale: held.scale * scale });
  }

  challenge(gestures: readonly Gesture[], atMs: number): number {
    this.#motions = drawMotions(gestures, atMs, this.#random.fork('gestures')).map((motion) => ({
      ...motion,
      height: { ...neutralPose, ...PLANAR_HEIGHTS[motion.gesture] },
    }));
    return Math.max(atMs, ...this.#motions.map(endOf));
  }
}

/** How far a picture is turned, in degrees, and scaled. */
const PLANAR_HEIGHTS: Partial<Record<Gesture, { readonly roll?: number; readonly scale?: number }>> = {
  TILT_LEFT: { roll: 20 },
  TILT_RIGHT: { roll: -20 },
  MOVE_CLOSER: { scale: 1.32 },
  MOVE_FURTHER: { scale: 0.76 },
};

/** The face of a still about as large as a person's before a webcam. */
function viewOf({ texture }: FaceStill, random: SeededRandom): StillView {
  const { width, height, eyeDistance } = webcamView;
  return {
    picture: texture,
    eyes: { x: texture.width / 2, y: texture.height / 2 },
    step: STILL_SCALE / (eyeDistance * random.between(0.92, 1.1)),
    width,
    height,
  };
}

import type { Gesture } from '@face-session/protocol';
import { drawManner } from './head-motion.js';
import type { Presenter } from './presenter.js';
import type { Random } from './random.js';
import { createPicture, sampleInto, type Picture } from './raster.js';

/** How a still picture is moved as a whole: by a script that crops it, by a lens that zooms, about the camera's axis, or as a hand holds it. */
export const stillMotions = ['panned', 'zoomed', 'rotated', 'handheld'] as const;
export type StillMotion = (typeof stillMotions)[number];

/** A picture moved in its plane, against its first place. */
export interface PlanarPose {
  /** Shift, in parts of the view's height. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Degrees, clockwise. */
  readonly roll: number;
}

const STANDING: PlanarPose = { x: 0, y: 0, scale: 1, roll: 0 };

/** Where a moved picture is, ms since the attempt was opened. */
export type PlanarMotion = (atMs: number) => PlanarPose;

/** One manner of moving a picture; speeds are what a sway of a head has and what crops of a few pixels a frame give. */
export function drawPlanarMotion(motion: StillMotion, random: Random): PlanarMotion {
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
export interface StillView {
  readonly picture: Picture;
  readonly eyes: { readonly x: number; readonly y: number };
  /** Pixels of the picture for each pixel of the view. */
  readonly step: number;
  readonly width: number;
  readonly height: number;
}

/** Where the eyes' middle stands in the view, of its height. */
const EYES_HEIGHT = 0.44;

/** Draws a still picture in a pose; beyond its edges they repeat. */
export function drawStill({ picture, eyes, step, width, height }: StillView, pose: PlanarPose): Picture {
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

/** A still picture moved as a whole and fed in as the camera's; it does no gesture. */
export class MovedStill implements Presenter {
  readonly #view: StillView;
  readonly #motion: PlanarMotion;

  constructor(view: StillView, motion: StillMotion, random: Random) {
    this.#view = view;
    this.#motion = drawPlanarMotion(motion, random);
  }

  scene(atMs: number): Picture {
    return drawStill(this.#view, this.#motion(atMs));
  }

  challenge(_gestures: readonly Gesture[], atMs: number): number {
    return atMs;
  }
}

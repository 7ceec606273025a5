import type { Gesture } from '@face-session/protocol';
import type { FaceStill } from './face-still.js';
import { drawManner, drawMotions, endOf, poseAt, type GestureMotion, type Manner } from './head-motion.js';
import type { SeededRandom } from './random.js';
import type { Picture } from './raster.js';
import { virtualHead, webcamView, type DrawHead, type ViewOptions } from './virtual-head.js';

/** The person or thing in front of the camera during one attempt. */
export interface Presenter {
  /** The camera's picture, ms since the attempt was opened. */
  scene(atMs: number): Picture;
  /** Hears of the gestures asked for. Returns when it is done with them, ms since the attempt was opened. */
  challenge(gestures: readonly Gesture[], atMs: number): number;
}

/** A living person who does the requested gestures. */
export class VirtualSubject implements Presenter {
  readonly #draw: DrawHead;
  readonly #manner: Manner;
  readonly #random: SeededRandom;
  #motions: readonly GestureMotion[] = [];

  /** @param random same random source, same person: sway, blinks, reaction and amplitude */
  constructor(still: FaceStill, random: SeededRandom, view: ViewOptions = webcamView) {
    this.#random = random.fork('subject');
    this.#manner = drawManner(this.#random.fork('manner'));
    // People stand nearer and further: within what the capture's oval allows.
    this.#draw = virtualHead(still, { ...view, eyeDistance: view.eyeDistance * this.#random.between(0.92, 1.1) });
  }

  scene(atMs: number): Picture {
    return this.#draw(poseAt(atMs, this.#manner, this.#motions));
  }

  challenge(gestures: readonly Gesture[], atMs: number): number {
    this.#motions = drawMotions(gestures, atMs, this.#random.fork('motions'));
    return Math.max(atMs, ...this.#motions.map(endOf));
  }
}

import type { Gesture } from '@face-session/protocol';
import type { FaceStill } from './face-still.js';
import { drawManner, drawMotions, endOf, poseAt, type GestureMotion, type Manner } from './head-motion.js';
import type { Presenter } from './presenter.js';
import type { SeededRandom } from './random.js';
import type { Picture } from './raster.js';
import { virtualHead, type DrawHead } from './virtual-head.js';

/** Degrees of turn beyond which the attacker is shown: further than a turned face is compared with the burst's. */
const SPLICE_YAW = 25;

/**
 * A frontal video of the victim, edited live and fed in: zoomed for moves, turned in its plane for tilts, and for turns replaced by the attacker's own head
 * while it is turned too far to be known.
 */
export class SplicedRecording implements Presenter {
  readonly #victim: DrawHead;
  readonly #attacker: DrawHead;
  readonly #manner: Manner;
  readonly #random: SeededRandom;
  #motions: readonly GestureMotion[] = [];

  constructor(victim: FaceStill, attacker: FaceStill, random: SeededRandom) {
    this.#random = random.fork('spliced');
    this.#victim = virtualHead(victim);
    this.#attacker = virtualHead(attacker);
    this.#manner = drawManner(this.#random.fork('manner'));
  }

  scene(atMs: number): Picture {
    const pose = poseAt(atMs, this.#manner, this.#motions);
    if (Math.abs(pose.yaw) >= SPLICE_YAW) return this.#attacker(pose);
    const { yaw, pitch } = this.#manner(atMs);
    return this.#victim({ ...pose, yaw, pitch });
  }

  challenge(gestures: readonly Gesture[], atMs: number): number {
    this.#motions = drawMotions(gestures, atMs, this.#random.fork('motions'));
    return Math.max(atMs, ...this.#motions.map(endOf));
  }
}

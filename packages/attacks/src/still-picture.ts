import { neutralPose } from './head-pose.js';
import type { FaceStill } from './face-still.js';
import type { Presenter } from './presenter.js';
import type { SeededRandom } from './random.js';
import type { Picture } from './raster.js';
import { virtualHead, webcamView } from './virtual-head.js';

/** A still picture of the victim in best quality, fed in as the camera's: nothing moves but the camera's noise. */
export class StillPicture implements Presenter {
  readonly #picture: Picture;

  constructor(still: FaceStill, random: SeededRandom) {
    const eyeDistance = webcamView.eyeDistance * random.fork('still').between(0.92, 1.1);
    this.#picture = virtualHead(still, { ...webcamView, eyeDistance })(neutralPose);
  }

  scene(): Picture {
    return this.#picture;
  }

  challenge(_gestures: readonly string[], atMs: number): number {
    return atMs;
  }
}

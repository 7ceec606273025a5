import type { Gesture } from '@face-session/protocol';
import { STILL_SCALE, type FaceStill } from './face-still.js';
import { drawFlat, type FlatThing } from './flat-scene.js';
import type { HeadPose } from './head-pose.js';
import { drawManner, drawMotions, endOf, poseAt, type GestureMotion, type Manner } from './head-motion.js';
import type { Presenter } from './presenter.js';
import type { SeededRandom } from './random.js';
import { createPicture, type Picture } from './raster.js';
import { drawRoom } from './room.js';
import { EYES_HEIGHT, webcamView } from './virtual-head.js';

/** How a print is presented. */
type PrintManner = 'fixed' | 'moved' | 'bent';

/** A printed photograph of the victim: fixed on a stand, or held in a hand that does with it what the gestures ask, flat or bent around a cylinder. */
export class PrintAttack implements Presenter {
  readonly #thing: FlatThing;
  readonly #room: Picture;
  readonly #sway: Manner;
  readonly #random: SeededRandom;
  readonly #moves: boolean;
  readonly #size: number;
  #motions: readonly GestureMotion[] = [];

  constructor(still: FaceStill, manner: PrintManner, random: SeededRandom) {
    this.#random = random.fork('print');
    this.#moves = manner !== 'fixed';
    this.#sway = drawManner(this.#random.fork('hand'));
    this.#room = drawRoom(webcamView.width, webcamView.height, this.#random.fork('room'));
    // From a portrait whose edges show to a poster whose edges do not.
    const width = this.#random.between(5.5, 11);
    this.#thing = {
      surface: printed(still, width, this.#random.fork('ink')),
      width,
      eyes: { x: 0.5, y: EYES_HEIGHT },
      bend: manner === 'bent' ? this.#random.between(50, 110) : 0,
    };
    this.#size = this.#random.between(0.92, 1.1);
  }

  scene(atMs: number): Picture {
    const pose: HeadPose = this.#moves
      ? poseAt(atMs, this.#sway, this.#motions)
      : { yaw: 0, pitch: 0, roll: 0, x: 0, y: 0, scale: 1, blink: 0 };
    return drawFlat(this.#room, this.#thing, { ...pose, scale: pose.scale * this.#size }, webcamView);
  }

  challenge(gestures: readonly Gesture[], atMs: number): number {
    if (!this.#moves) return atMs;
    this.#motions = drawMotions(gestures, atMs, this.#random.fork('motions')).map((motion) => ({
      ...motion,
      // A print must be turned further than a head to look turned.
      height: { ...motion.height, yaw: 1.5 * motion.height.yaw },
    }));
    return Math.max(atMs, ...this.#motions.map(endOf));
  }
}

/** Ink on paper: less contrast and colour than the scene, the dots of the screen, and a white margin. */
export function printed(still: FaceStill, width: number, random: SeededRandom): Picture {
  const columns = Math.round(Math.min(still.texture.width, width * STILL_SCALE));
  const rows = Math.round(Math.min(still.texture.height, 1.1 * columns));
  const picture = createPicture(columns, rows);
  const left = Math.round((still.texture.width - columns) / 2);
  const top = Math.round(Math.max(0, Math.min(still.texture.height - rows, still.texture.height / 2 - EYES_HEIGHT * rows)));
  const margin = random.next() < 0.5 ? Math.round(0.03 * columns) : 0;
  const contrast = random.between(0.62, 0.85);
  const black = random.between(22, 45);
  const warm = random.between(-6, 10);
  const dots = random.between(2, 7);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const to = (row * columns + column) * 3;
      const inside = row >= margin && column >= margin && row < rows - margin && column < columns - margin;
      const from = ((row + top) * still.texture.width + column + left) * 3;
      const [r, g, b] = [still.texture.data[from] ?? 0, still.texture.data[from + 1] ?? 0, still.texture.data[from + 2] ?? 0];
      const grey = 0.3 * r + 0.59 * g + 0.11 * b;
      const dot = dots * Math.sin((column + row) * 1.9) * Math.sin((column - row) * 1.9);
      [r, g, b].forEach((value, channel) => {
        const inked = black + contrast * (grey + 0.8 * (value - grey)) + dot + (channel === 0 ? warm : channel === 2 ? -warm : 0);
        picture.data[to + channel] = inside ? inked : 232;
      });
    }
  }
  return picture;
}

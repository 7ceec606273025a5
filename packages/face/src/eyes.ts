import { landmark, meanLandmark, type Landmarks } from './landmarks.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';
import { cropToPlanes, type PlaneFormat } from './resample.js';
import { softmax } from './softmax.js';

/** How open each eye looks, 0 closed to 1 open; left and right are the person's own. */
export interface Eyes {
  readonly left: number;
  readonly right: number;
}

const SIZE = 24;
const FORMAT: PlaneFormat = { order: 'grey', mean: [0], scale: [1 / 255] };

/** Side of the square crop in widths of the eye. */
const CROP_SCALE = 1.6;

/** Class of the net that means an open eye. */
const OPEN = 1;

/** Landmarks around each eye; first and fourth are its corners. */
const RIGHT = [36, 37, 38, 39, 40, 41] as const;
const LEFT = [42, 43, 44, 45, 46, 47] as const;

/** Returns how open the eyes are. Narrow eyes, glasses and small faces often score as closed, so a rejection needs a low threshold (docs/liveness.md). */
export async function judgeEyes(runner: ModelRunner, pixels: Pixels, landmarks: Landmarks): Promise<Eyes> {
  return { left: await openness(runner, pixels, landmarks, LEFT), right: await openness(runner, pixels, landmarks, RIGHT) };
}

async function openness(runner: ModelRunner, pixels: Pixels, landmarks: Landmarks, eye: typeof LEFT | typeof RIGHT): Promise<number> {
  const centre = meanLandmark(landmarks, eye);
  const from = landmark(landmarks, eye[0]);
  const to = landmark(landmarks, eye[3]);
  const side = CROP_SCALE * Math.hypot(to.x - from.x, to.y - from.y);
  const crop = cropToPlanes(pixels, { x: centre.x - side / 2, y: centre.y - side / 2, width: side, height: side }, SIZE, SIZE, FORMAT);
  const [logits] = (await runner.run('eye', crop, [1, 1, SIZE, SIZE])) as [Float32Array];
  return softmax(logits)[OPEN] as number;
}

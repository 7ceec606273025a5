import { eyeLandmarks, landmark, meanLandmark, type Landmarks } from './landmarks.js';
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

/** Returns how open the eyes are. Narrow eyes, glasses and small faces often score as closed, so a rejection needs a low threshold (docs/liveness.md). */
export async function judgeEyes(runner: ModelRunner, pixels: Pixels, landmarks: Landmarks): Promise<Eyes> {
  return { left: await openness(runner, pixels, landmarks, 'left'), right: await openness(runner, pixels, landmarks, 'right') };
}

async function openness(runner: ModelRunner, pixels: Pixels, landmarks: Landmarks, side: keyof typeof eyeLandmarks): Promise<number> {
  const eye = eyeLandmarks[side];
  const centre = meanLandmark(landmarks, eye);
  const from = landmark(landmarks, eye[0]);
  const to = landmark(landmarks, eye[3]);
  const width = CROP_SCALE * Math.hypot(to.x - from.x, to.y - from.y);
  const crop = cropToPlanes(pixels, { x: centre.x - width / 2, y: centre.y - width / 2, width, height: width }, SIZE, SIZE, FORMAT);
  const [logits] = (await runner.run('eye', crop, [1, 1, SIZE, SIZE])) as [Float32Array];
  return softmax(logits)[OPEN] as number;
}

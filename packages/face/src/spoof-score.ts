import type { Box } from './geometry.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';
import { cropToPlanes, type PlaneFormat } from './resample.js';
import { softmax } from './softmax.js';

const SIZE = 128;
const FORMAT: PlaneFormat = { order: 'bgr', mean: [0, 0, 0], scale: [1, 1, 1] };

/** How much of the face's surroundings the net sees: it looks for the edges of paper and screens. */
const BOX_SCALE = 2.7;

/** Class of the net that means a real face; the others are kinds of attack. */
const REAL = 0;

/** How a frame is shown to the passive net: as it is, or in the mirror. */
const spoofViews = ['asSeen', 'mirrored'] as const;
type SpoofView = (typeof spoofViews)[number];

/** How often the passive net is asked of a frame. */
export interface SpoofOptions {
  /** In this order; both unless told otherwise. */
  readonly views?: readonly SpoofView[];
  /** Mean, 0 to 1, from which the views that are left are not asked; all are unless told otherwise. */
  readonly clearFrom?: number;
}

/**
 * How real one frame looks to the passive net (MiniFASNet): 0 an attack, 1 a real face; the mean of what it says of the views that were asked. Alone it is no
 * proof of a live person. Nets of its family are trained on mirrored pictures too, so its two answers err apart: figures in docs/liveness.md.
 * @param box as the detector gives it
 */
export async function scoreSpoof(
  runner: ModelRunner,
  pixels: Pixels,
  box: Box,
  { views = spoofViews, clearFrom = Infinity }: SpoofOptions = {},
): Promise<number> {
  const crop = cropToPlanes(pixels, surroundings(pixels, box), SIZE, SIZE, FORMAT);
  let sum = 0;
  let asked = 0;
  for (const view of views) {
    const [logits] = (await runner.run('liveness', view === 'mirrored' ? mirror(crop) : crop, [1, 3, SIZE, SIZE])) as [Float32Array];
    sum += softmax(logits)[REAL] as number;
    asked += 1;
    if (sum / asked >= clearFrom) break;
  }
  return sum / asked;
}

/** Planes of rows of `SIZE` values, each row turned round. */
function mirror(planes: Float32Array): Float32Array {
  const mirrored = new Float32Array(planes.length);
  for (let row = 0; row < planes.length; row += SIZE) mirrored.set(planes.slice(row, row + SIZE).reverse(), row);
  return mirrored;
}

/** 2.7 boxes, less where the picture is smaller, shifted to lie inside the picture. */
function surroundings(pixels: Pixels, box: Box): Box {
  const scale = Math.min(BOX_SCALE, pixels.width / box.width, pixels.height / box.height);
  const width = box.width * scale;
  const height = box.height * scale;
  const x = box.x + (box.width - width) / 2;
  const y = box.y + (box.height - height) / 2;
  return {
    x: Math.max(0, Math.min(pixels.width - width, x)),
    y: Math.max(0, Math.min(pixels.height - height, y)),
    width,
    height,
  };
}

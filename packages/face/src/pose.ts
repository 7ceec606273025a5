import { scaleBox, type Box } from './geometry.js';
import type { ModelRunner } from './model-runner.js';
import type { Pixels } from './pixels.js';
import { cropToPlanes, type PlaneFormat } from './resample.js';
import { softmax } from './softmax.js';

/** How a head is turned, in degrees, in a picture that is not mirrored; all 0: straight at the camera. */
export interface Pose {
  /** Positive: turned to the person's own left. */
  readonly yaw: number;
  /** Positive: looking up. */
  readonly pitch: number;
  /** Positive: tilted towards the person's own left shoulder. */
  readonly roll: number;
}

const SIZE = 224;
/** Mean and deviation of ImageNet, for bytes. */
const FORMAT: PlaneFormat = {
  order: 'rgb',
  mean: [0.485 * 255, 0.456 * 255, 0.406 * 255],
  scale: [1 / (0.229 * 255), 1 / (0.224 * 255), 1 / (0.225 * 255)],
};

/** The box and a quarter of it on each side. */
const BOX_SCALE = 1.5;

/** Hopenet: 66 bins of 3 degrees from -99. */
const BIN_DEGREES = 3;
const FIRST_BIN_DEGREES = -99;

/** The pose of the head in `box`, a box as the detector gives it. */
export async function estimatePose(runner: ModelRunner, pixels: Pixels, box: Box): Promise<Pose> {
  const input = cropToPlanes(pixels, scaleBox(box, BOX_SCALE), SIZE, SIZE, FORMAT);
  const [yaw, pitch, roll] = (await runner.run('pose', input, [1, 3, SIZE, SIZE])) as [Float32Array, Float32Array, Float32Array];
  // Hopenet counts a turn to the picture's left as positive yaw: that is the person's own right.
  return { yaw: -expectedDegrees(yaw), pitch: expectedDegrees(pitch), roll: expectedDegrees(roll) };
}

function expectedDegrees(logits: Float32Array): number {
  const probabilities = softmax(logits);
  let bin = 0;
  probabilities.forEach((probability, index) => (bin += probability * index));
  return bin * BIN_DEGREES + FIRST_BIN_DEGREES;
}

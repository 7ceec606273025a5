import type { GreyPicture } from './grey-picture.js';

/** One level of a pyramid: a plane of luma from 0 to 255. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A picture, smoothed, and its halvings; the picture comes first. */
export type Pyramid = readonly Level[];

/** Builds `levels` levels. Each halving averages four pixels. */
export function buildPyramid({ width, height, data }: GreyPicture, levels: number): Pyramid {
  const pyramid: Level[] = [smooth({ width, height, data: Float32Array.from(data) })];
  while (pyramid.length < levels) pyramid.push(smooth(halve(pyramid[pyramid.length - 1] as Level)));
  return pyramid;
}

function halve({ width, height, data }: Level): Level {
  const halfWidth = Math.max(1, width >> 1);
  const halfHeight = Math.max(1, height >> 1);
  const half = new Float32Array(halfWidth * halfHeight);
  const right = width > 1 ? 1 : 0;
  const down = height > 1 ? width : 0;
  for (let y = 0; y < halfHeight; y++) {
    for (let x = 0; x < halfWidth; x++) {
      const at = 2 * y * width + 2 * x;
      half[y * halfWidth + x] =
        ((data[at] as number) + (data[at + right] as number) + (data[at + down] as number) + (data[at + down + right] as number)) / 4;
    }
  }
  return { width: halfWidth, height: halfHeight, data: half };
}

/** The binomial filter 1 2 1 in both directions; edges repeat. */
function smooth({ width, height, data }: Level): Level {
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const before = data[x > 0 ? at - 1 : at] as number;
      const after = data[x + 1 < width ? at + 1 : at] as number;
      rows[at] = (before + 2 * (data[at] as number) + after) / 4;
    }
  }
  const smoothed = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const above = y > 0 ? -width : 0;
    const below = y + 1 < height ? width : 0;
    for (let at = y * width; at < (y + 1) * width; at++) {
      smoothed[at] = ((rows[at + above] as number) + 2 * (rows[at] as number) + (rows[at + below] as number)) / 4;
    }
  }
  return { width, height, data: smoothed };
}

import type { GreyPicture } from './grey-picture.js';
import { planes } from './planes.js';

/** One level of a pyramid: a plane of luma from 0 to 255. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** A picture, smoothed, and its halvings; the picture comes first. */
export type Pyramid = readonly Level[];

/** Builds `levels` levels, of planes that are the caller's as `Planes` says. Each halving averages four pixels. */
export function buildPyramid({ width, height, data }: GreyPicture, levels: number): Pyramid {
  const luma = planes.take(width * height);
  luma.set(data);
  const pyramid: Level[] = [smooth({ width, height, data: luma })];
  while (pyramid.length < levels) pyramid.push(smooth(halve(pyramid[pyramid.length - 1] as Level)));
  return pyramid;
}

function halve({ width, height, data }: Level): Level {
  const halfWidth = Math.max(1, width >> 1);
  const halfHeight = Math.max(1, height >> 1);
  const half = planes.take(halfWidth * halfHeight);
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

/** The binomial filter 1 2 1 in both directions, in place; edges repeat. */
function smooth(level: Level): Level {
  planes.within(() => {
    smoothInPlace(level, planes.take(level.data.length));
  });
  return level;
}

function smoothInPlace({ width, height, data }: Level, rows: Float32Array): void {
  for (let y = 0; y < height; y++) {
    const first = y * width;
    const last = first + width - 1;
    for (let at = first + 1; at < last; at++) {
      rows[at] = ((data[at - 1] as number) + 2 * (data[at] as number) + (data[at + 1] as number)) / 4;
    }
    rows[first] = (3 * (data[first] as number) + (data[width > 1 ? first + 1 : first] as number)) / 4;
    if (last > first) rows[last] = ((data[last - 1] as number) + 3 * (data[last] as number)) / 4;
  }
  for (let y = 0; y < height; y++) {
    const above = y > 0 ? -width : 0;
    const below = y + 1 < height ? width : 0;
    const end = (y + 1) * width;
    for (let at = y * width; at < end; at++) {
      data[at] = ((rows[at + above] as number) + 2 * (rows[at] as number) + (rows[at + below] as number)) / 4;
    }
  }
}

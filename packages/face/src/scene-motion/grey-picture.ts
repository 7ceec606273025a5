import type { Pixels } from '../pixels.js';

/** A small grey copy of a picture. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  /** `width * height` bytes of luma, rows from the top. */
  readonly data: Uint8Array;
  /** Pixels of the picture for each pixel of the copy, in both directions. */
  readonly step: number;
}

/** Longest side of a copy, pixels, to within half a step: a webcam's noise is averaged away, corners of a room are still there. */
const SIDE = 320;

/** The grey copy that `measureSceneMotion` tracks points in: each pixel is the mean of a square of the picture; pictures smaller than 480 pixels keep their size. */
export function sceneOf({ width, height, channels, data }: Pixels): GreyPicture {
  const step = Math.max(1, Math.round(Math.max(width, height) / SIDE));
  const columns = Math.max(1, Math.floor(width / step));
  const rows = Math.max(1, Math.floor(height / step));
  const grey = new Uint8Array(columns * rows);
  const across = Math.min(step, width);
  const down = Math.min(step, height);
  // Luma of ITU-R BT.601 in parts of 256; summed in whole numbers, so that every machine gets the same bytes.
  const half = 128 * across * down;
  const divisor = 2 * half;
  const sums = new Int32Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    for (let y = 0; y < down; y++) {
      let at = (row * step + y) * width * channels;
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let x = 0; x < across; x++, at += channels) {
          sum += 77 * (data[at] as number) + 150 * (data[at + 1] as number) + 29 * (data[at + 2] as number);
        }
        sums[column] = (sums[column] as number) + sum;
      }
    }
    for (let column = 0, to = row * columns; column < columns; column++, to++) {
      grey[to] = Math.floor(((sums[column] as number) + half) / divisor);
    }
  }
  return { width: columns, height: rows, data: grey, step };
}

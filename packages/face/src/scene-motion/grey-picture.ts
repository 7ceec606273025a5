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
  const stride = width * channels;
  const rest = stride - across * channels;
  // Luma of ITU-R BT.601 in parts of 256; summed in whole numbers, so that every machine gets the same bytes.
  const divisor = 256 * across * down;
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, to++) {
      let at = row * step * stride + column * step * channels;
      let [red, green, blue] = [0, 0, 0];
      for (let y = 0; y < down; y++, at += rest) {
        for (let x = 0; x < across; x++, at += channels) {
          red += data[at] as number;
          green += data[at + 1] as number;
          blue += data[at + 2] as number;
        }
      }
      grey[to] = Math.round((77 * red + 150 * green + 29 * blue) / divisor);
    }
  }
  return { width: columns, height: rows, data: grey, step };
}

import type { Pixels } from './pixels.js';

/** A picture turned clockwise by quarter turns. */
export function rotateQuarters(pixels: Pixels, quarters: 0 | 1 | 2 | 3): Pixels {
  if (quarters === 0) return pixels;
  const { width, height, channels, data } = pixels;
  const turned = new Uint8Array(width * height * 3);
  const sideways = quarters !== 2;
  const outWidth = sideways ? height : width;
  const outHeight = sideways ? width : height;
  // Where output (0, 0) is read, and the steps in the source for one pixel across and one down.
  const origin = quarters === 1 ? (height - 1) * width : quarters === 2 ? width * height - 1 : width - 1;
  const across = quarters === 1 ? -width : quarters === 2 ? -1 : width;
  const down = quarters === 1 ? 1 : quarters === 2 ? -width : -1;
  let to = 0;
  for (let y = 0; y < outHeight; y++) {
    let at = origin + y * down;
    for (let x = 0; x < outWidth; x++, at += across) {
      turned[to++] = data[at * channels] as number;
      turned[to++] = data[at * channels + 1] as number;
      turned[to++] = data[at * channels + 2] as number;
    }
  }
  return { width: outWidth, height: outHeight, channels: 3, data: turned };
}

import type { Box } from './geometry.js';
import type { Pixels } from './pixels.js';

/** A part of a picture, copied, and where its first pixel lies in the picture. */
interface CutOut {
  readonly pixels: Pixels;
  readonly x: number;
  readonly y: number;
}

/** The whole pixels of `region` that lie inside of the picture, at least one. */
export function cutOut(pixels: Pixels, region: Box): CutOut {
  const { width, height, channels, data } = pixels;
  const left = Math.min(width - 1, Math.max(0, Math.floor(region.x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(region.y)));
  const right = Math.min(width, Math.max(left + 1, Math.ceil(region.x + region.width)));
  const bottom = Math.min(height, Math.max(top + 1, Math.ceil(region.y + region.height)));
  const stride = (right - left) * channels;
  const cut = new Uint8Array(stride * (bottom - top));
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * channels;
    cut.set(data.subarray(from, from + stride), (y - top) * stride);
  }
  return { pixels: { width: right - left, height: bottom - top, channels, data: cut }, x: left, y: top };
}

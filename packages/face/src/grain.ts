import type { Box } from './geometry.js';
import type { Pixels } from './pixels.js';
import { LUMA } from './resample.js';

/**
 * How much grain the face in `box` has: the upper quartile of the second difference of its luminance in both directions (Immerkaer 1996), divided by
 * the deviation of the luminance, times the width of the box in pixels. Detail of a clean face shrinks with its width, so the product does not depend
 * on the size. Clean portraits have 1.2 to 3.3, scanned prints 3.5 and more (docs/accuracy.md). 0 for a face of one tone.
 */
export function measureGrain(pixels: Pixels, box: Box): number {
  const left = Math.max(1, Math.floor(box.x));
  const top = Math.max(1, Math.floor(box.y));
  const right = Math.min(pixels.width - 1, Math.ceil(box.x + box.width));
  const bottom = Math.min(pixels.height - 1, Math.ceil(box.y + box.height));
  if (right <= left || bottom <= top) return 0;
  const { width, channels, data } = pixels;
  const luma = (x: number, y: number): number => {
    const at = (y * width + x) * channels;
    return LUMA[0] * (data[at] as number) + LUMA[1] * (data[at + 1] as number) + LUMA[2] * (data[at + 2] as number);
  };
  const differences = new Float32Array((right - left) * (bottom - top));
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const centre = luma(x, y);
      const corners = luma(x - 1, y - 1) + luma(x + 1, y - 1) + luma(x - 1, y + 1) + luma(x + 1, y + 1);
      const sides = luma(x, y - 1) + luma(x - 1, y) + luma(x + 1, y) + luma(x, y + 1);
      // Divided by the kernel's length: of white noise it is then as large as the noise itself.
      differences[count++] = Math.abs(corners - 2 * sides + 4 * centre) / 6;
      sum += centre;
      squares += centre * centre;
    }
  }
  const deviation = Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
  if (deviation < 1e-3) return 0;
  return ((differences.sort()[Math.floor(count * 0.75)] as number) / deviation) * box.width;
}

/** Weights of a Gaussian of 0.6 pixels, from the centre outwards; they sum to 1 over both sides. */
const WEIGHTS = gaussian(0.6, 2);

/** A picture smoothed by a Gaussian of 0.6 pixels, edges repeated: grain of single pixels goes, the features of a face 33 pixels wide stay. */
export function smooth(pixels: Pixels): Pixels {
  const { width, height, channels, data } = pixels;
  const across = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let k = -2; k <= 2; k++) {
        const from = (y * width + clamp(x + k, width)) * channels;
        const weight = WEIGHTS[Math.abs(k)] as number;
        const to = (y * width + x) * 3;
        for (let c = 0; c < 3; c++) across[to + c] = (across[to + c] as number) + weight * (data[from + c] as number);
      }
    }
  }
  const smoothed = new Uint8Array(width * height * 3);
  const stride = width * 3;
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < stride; i++) {
      let value = 0;
      for (let k = -2; k <= 2; k++) value += (WEIGHTS[Math.abs(k)] as number) * (across[clamp(y + k, height) * stride + i] as number);
      smoothed[y * stride + i] = Math.round(value);
    }
  }
  return { width, height, channels: 3, data: smoothed };
}

function gaussian(deviation: number, reach: number): number[] {
  const raw = Array.from({ length: reach + 1 }, (_, k) => Math.exp((-k * k) / (2 * deviation * deviation)));
  const total = raw.reduce((sum, value, k) => sum + (k === 0 ? value : 2 * value), 0);
  return raw.map((value) => value / total);
}

function clamp(position: number, size: number): number {
  return position < 0 ? 0 : position >= size ? size - 1 : position;
}

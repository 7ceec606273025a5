import type { Affine, Box } from './geometry.js';
import type { Pixels } from './pixels.js';

/** How a net wants its pixels: the order of the channels, and each value as `(byte - mean) * scale`. */
export interface PlaneFormat {
  readonly order: 'rgb' | 'bgr' | 'grey';
  /** Per channel in `order`, 0..255. */
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

/** Luma of ITU-R BT.601, the grey that JPEG and the grey nets know. */
export const LUMA = [0.299, 0.587, 0.114] as const;

/** Planes of `width` x `height` that a picture is drawn into, one per channel, one after another. */
interface Canvas {
  readonly planes: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** The part of a picture in `region`, resampled to `width` x `height`: area average when shrinking, linear when growing, edges repeated. */
export function cropToPlanes(pixels: Pixels, region: Box, width: number, height: number, format: PlaneFormat): Float32Array {
  const planes = new Float32Array(format.mean.length * width * height);
  drawRegion(pixels, region, { planes, width, height }, 0, 0, width, height, format);
  return planes;
}

/** A picture drawn as large as it fits, centred, and how to come back: picture = (drawn - left) / scale. */
interface Letterbox {
  readonly planes: Float32Array;
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** `region` of a picture drawn into `width` x `height` without changing its shape; the rest is `margin`, a value as the net reads it. */
export function letterboxToPlanes(
  pixels: Pixels,
  region: Box,
  width: number,
  height: number,
  format: PlaneFormat,
  margin: number,
): Letterbox {
  const planes = new Float32Array(format.mean.length * width * height);
  const fit = Math.min(width / region.width, height / region.height);
  const innerWidth = Math.max(1, Math.round(region.width * fit));
  const innerHeight = Math.max(1, Math.round(region.height * fit));
  const left = Math.floor((width - innerWidth) / 2);
  const top = Math.floor((height - innerHeight) / 2);
  if (margin !== 0 && (innerWidth < width || innerHeight < height)) planes.fill(margin);
  drawRegion(pixels, region, { planes, width, height }, left, top, innerWidth, innerHeight, format);
  return { planes, left, top, scale: fit };
}

/** What each drawn pixel of one axis reads: `count` source pixels from `start[i]`, with weights that sum to 1. */
interface Taps {
  readonly count: number;
  readonly start: Int32Array;
  readonly weights: Float32Array;
}

/** Taps for `size` drawn pixels over the source pixels `[from, from + length)` of an axis of `limit` pixels. */
function tapsOf(from: number, length: number, size: number, limit: number): Taps {
  const step = length / size;
  const shrinks = step > 1;
  const wanted = shrinks ? (Number.isInteger(step) && Number.isInteger(from) ? step : Math.ceil(step) + 1) : 2;
  const count = Math.min(wanted, limit);
  const start = new Int32Array(size);
  const weights = new Float32Array(size * count);
  for (let i = 0; i < size; i++) {
    // Pixel n covers [n, n + 1); its centre is at n + 0.5.
    const position = shrinks ? from + i * step : from + (i + 0.5) * step - 0.5;
    const first = Math.floor(position);
    const base = Math.max(0, Math.min(first, limit - count));
    start[i] = base;
    for (let k = 0; k < wanted; k++) {
      const pixel = first + k;
      const covered = Math.min(pixel + 1, position + step) - Math.max(pixel, position);
      const weight = shrinks ? Math.max(0, covered) / step : k === 0 ? first + 1 - position : position - first;
      const slot = i * count + Math.max(0, Math.min(limit - 1, pixel)) - base;
      weights[slot] = (weights[slot] as number) + weight;
    }
  }
  return { count, start, weights };
}

function drawRegion(
  pixels: Pixels,
  region: Box,
  canvas: Canvas,
  left: number,
  top: number,
  width: number,
  height: number,
  format: PlaneFormat,
): void {
  const factor = wholeFactor(pixels, region, width, height);
  if (factor !== undefined) {
    drawBlocks(pixels, region, factor, canvas, left, top, width, height, format);
    return;
  }
  const across = tapsOf(region.x, region.width, width, pixels.width);
  const down = tapsOf(region.y, region.height, height, pixels.height);
  const source = bytesOf(pixels);
  const stride = pixels.width * pixels.channels;
  const reduced = new Array<Float32Array>(down.count);
  for (let k = 0; k < down.count; k++) reduced[k] = new Float32Array(width * 3);
  // Which source row each buffer holds: neighbouring drawn rows share rows, so each is reduced once.
  const held = new Int32Array(down.count).fill(-1);
  const row = new Float32Array(width * 3);
  for (let y = 0; y < height; y++) {
    const first = down.start[y] as number;
    row.fill(0);
    for (let k = 0; k < down.count; k++) {
      const weight = down.weights[y * down.count + k] as number;
      if (weight === 0) continue;
      const buffer = reduced[(first + k) % down.count] as Float32Array;
      if (held[(first + k) % down.count] !== first + k) {
        reduceRow(source, (first + k) * stride, pixels.channels, across, buffer);
        held[(first + k) % down.count] = first + k;
      }
      for (let i = 0; i < row.length; i++) row[i] = (row[i] as number) + weight * (buffer[i] as number);
    }
    writeRow(row, width, canvas, (top + y) * canvas.width + left, format);
  }
}

/** How many source pixels make one drawn pixel each way, where that is a whole number and the region lies inside the picture. */
function wholeFactor(pixels: Pixels, region: Box, width: number, height: number): number | undefined {
  const factor = region.width / width;
  const whole = [factor, region.x, region.y].every(Number.isInteger) && region.height === factor * height;
  const inside = region.x >= 0 && region.y >= 0 && region.x + region.width <= pixels.width && region.y + region.height <= pixels.height;
  return whole && inside ? factor : undefined;
}

/** The case of {@link drawRegion} that cameras' sizes lead to: plain sums of blocks, three times as fast. */
function drawBlocks(
  pixels: Pixels,
  region: Box,
  factor: number,
  canvas: Canvas,
  left: number,
  top: number,
  width: number,
  height: number,
  format: PlaneFormat,
): void {
  const source = bytesOf(pixels);
  const { channels } = pixels;
  const stride = pixels.width * channels;
  const sum = factor === 2 ? sumPairs : sumBlocks;
  const row = new Float32Array(width * 3);
  for (let y = 0; y < height; y++) {
    sum(source, (region.y + y * factor) * stride + region.x * channels, stride, channels, factor, row);
    writeRow(row, width, canvas, (top + y) * canvas.width + left, format);
  }
}

/** Means of `factor` x `factor` blocks along a row of the picture, as interleaved RGB. */
function sumBlocks(source: Uint8Array, from: number, stride: number, channels: number, factor: number, row: Float32Array): void {
  const toNextRow = stride - factor * channels;
  const share = 1 / (factor * factor);
  for (let to = 0, block = from; to < row.length; to += 3, block += factor * channels) {
    let r = 0;
    let g = 0;
    let b = 0;
    for (let j = 0, at = block; j < factor; j++, at += toNextRow) {
      for (let i = 0; i < factor; i++, at += channels) {
        r += source[at] as number;
        g += source[at + 1] as number;
        b += source[at + 2] as number;
      }
    }
    row[to] = r * share;
    row[to + 1] = g * share;
    row[to + 2] = b * share;
  }
}

/** {@link sumBlocks} for blocks of 2 x 2, as 640 x 480 has them: without the inner loops more than twice as fast. */
function sumPairs(source: Uint8Array, from: number, stride: number, channels: number, _factor: number, row: Float32Array): void {
  for (let to = 0, a = from; to < row.length; to += 3, a += 2 * channels) {
    const right = a + channels;
    const below = a + stride;
    const corner = below + channels;
    row[to] = ((source[a] as number) + (source[right] as number) + (source[below] as number) + (source[corner] as number)) / 4;
    row[to + 1] =
      ((source[a + 1] as number) + (source[right + 1] as number) + (source[below + 1] as number) + (source[corner + 1] as number)) / 4;
    row[to + 2] =
      ((source[a + 2] as number) + (source[right + 2] as number) + (source[below + 2] as number) + (source[corner + 2] as number)) / 4;
  }
}

/** One source row, reduced across to interleaved RGB. */
function reduceRow(source: Uint8Array, offset: number, channels: number, taps: Taps, out: Float32Array): void {
  const { count, start, weights } = taps;
  for (let i = 0, slot = 0, to = 0; i < start.length; i++, to += 3) {
    let at = offset + (start[i] as number) * channels;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let k = 0; k < count; k++, slot++, at += channels) {
      const weight = weights[slot] as number;
      r += weight * (source[at] as number);
      g += weight * (source[at + 1] as number);
      b += weight * (source[at + 2] as number);
    }
    out[to] = r;
    out[to + 1] = g;
    out[to + 2] = b;
  }
}

/** Interleaved RGB of `width` pixels, written to the planes from `offset` of each as the net wants it. */
function writeRow(row: Float32Array, width: number, canvas: Canvas, offset: number, format: PlaneFormat): void {
  const { planes } = canvas;
  const mean0 = format.mean[0] as number;
  const scale0 = format.scale[0] as number;
  if (format.order === 'grey') {
    for (let i = 0, from = 0; i < width; i++, from += 3) {
      const luma = LUMA[0] * (row[from] as number) + LUMA[1] * (row[from + 1] as number) + LUMA[2] * (row[from + 2] as number);
      planes[offset + i] = (luma - mean0) * scale0;
    }
    return;
  }
  const size = canvas.width * canvas.height;
  const red = format.order === 'rgb' ? 0 : 2;
  const mean1 = format.mean[1] as number;
  const scale1 = format.scale[1] as number;
  const mean2 = format.mean[2] as number;
  const scale2 = format.scale[2] as number;
  for (let i = 0, from = 0, to = offset; i < width; i++, from += 3, to++) {
    planes[to] = ((row[from + red] as number) - mean0) * scale0;
    planes[to + size] = ((row[from + 1] as number) - mean1) * scale1;
    planes[to + 2 * size] = ((row[from + 2 - red] as number) - mean2) * scale2;
  }
}

/** Source pixels per drawn pixel from which a warp reads a shrunk copy of its region instead of the picture. */
const SHRINK_FROM = 3;

/** Part of a drawn picture, as [left, top, right, bottom]. */
export type Part = readonly [left: number, top: number, right: number, bottom: number];

/**
 * A picture seen through an affine map: pixel (x, y) of the outcome is read at `toPicture(x, y)`, both counted from the centre of the first
 * pixel. Linear between pixels, several reads per drawn pixel when shrinking (so that nothing aliases), edges repeated.
 * @param part what is drawn; the rest stays 0
 */
export function warpToPlanes(
  pixels: Pixels,
  toPicture: Affine,
  width: number,
  height: number,
  format: PlaneFormat,
  part: Part = [0, 0, width, height],
): Float32Array {
  const step = Math.sqrt(Math.abs(toPicture.a * toPicture.e - toPicture.b * toPicture.d));
  if (step >= SHRINK_FROM) {
    const shrunk = shrinkFor(pixels, toPicture, width, height, Math.floor(step));
    return warpToPlanes(shrunk.pixels, shrunk.toPicture, width, height, format, part);
  }
  const planes = new Float32Array(format.mean.length * width * height);
  const canvas = { planes, width, height };
  const source = bytesOf(pixels);
  const { channels } = pixels;
  const stride = pixels.width * channels;
  const lastX = pixels.width - 1;
  const lastY = pixels.height - 1;
  const reads = Math.max(1, Math.ceil(step - 0.25));
  const share = 1 / (reads * reads);
  const [left, top, end, bottom] = part;
  const row = new Float32Array((end - left) * 3);
  for (let y = top; y < bottom; y++) {
    for (let x = left, to = 0; x < end; x++, to += 3) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let j = 0; j < reads; j++) {
        const v = y + (j + 0.5) / reads - 0.5;
        for (let i = 0; i < reads; i++) {
          const u = x + (i + 0.5) / reads - 0.5;
          let sx = toPicture.a * u + toPicture.b * v + toPicture.c;
          let sy = toPicture.d * u + toPicture.e * v + toPicture.f;
          sx = sx < 0 ? 0 : sx > lastX ? lastX : sx;
          sy = sy < 0 ? 0 : sy > lastY ? lastY : sy;
          const x0 = sx | 0;
          const y0 = sy | 0;
          const fx = sx - x0;
          const fy = sy - y0;
          const right = x0 < lastX ? channels : 0;
          const below = y0 < lastY ? stride : 0;
          const at = y0 * stride + x0 * channels;
          const w00 = (1 - fx) * (1 - fy);
          const w01 = fx * (1 - fy);
          const w10 = (1 - fx) * fy;
          const w11 = fx * fy;
          r +=
            w00 * (source[at] as number) +
            w01 * (source[at + right] as number) +
            w10 * (source[at + below] as number) +
            w11 * (source[at + right + below] as number);
          g +=
            w00 * (source[at + 1] as number) +
            w01 * (source[at + right + 1] as number) +
            w10 * (source[at + below + 1] as number) +
            w11 * (source[at + right + below + 1] as number);
          b +=
            w00 * (source[at + 2] as number) +
            w01 * (source[at + right + 2] as number) +
            w10 * (source[at + below + 2] as number) +
            w11 * (source[at + right + below + 2] as number);
        }
      }
      row[to] = r * share;
      row[to + 1] = g * share;
      row[to + 2] = b * share;
    }
    writeRow(row, end - left, canvas, y * width + left, format);
  }
  return planes;
}

/** The region that a warp reads, averaged over `factor` x `factor` pixels, with the warp's map into it. */
function shrinkFor(
  pixels: Pixels,
  toPicture: Affine,
  width: number,
  height: number,
  factor: number,
): { pixels: Pixels; toPicture: Affine } {
  const { a, b, c, d, e, f } = toPicture;
  const xs = [c, a * width + c, b * height + c, a * width + b * height + c];
  const ys = [f, d * width + f, e * height + f, d * width + e * height + f];
  // One block for the neighbour that linear reading needs, one for what whole blocks leave over.
  const margin = 2 * factor;
  const x = Math.max(0, Math.min(pixels.width - 1, Math.floor(Math.min(...xs)) - margin));
  const y = Math.max(0, Math.min(pixels.height - 1, Math.floor(Math.min(...ys)) - margin));
  const right = Math.max(x + 1, Math.min(pixels.width, Math.ceil(Math.max(...xs)) + margin));
  const bottom = Math.max(y + 1, Math.min(pixels.height, Math.ceil(Math.max(...ys)) + margin));
  const shrunk = shrinkPixels(pixels, { x, y, width: right - x, height: bottom - y }, factor);
  // Pixel n of the shrunk copy has its centre at x + (n + 0.5) factor - 0.5 of the picture.
  const map = (value: number, from: number): number => (value - from + 0.5) / factor - 0.5;
  return {
    pixels: shrunk,
    toPicture: { a: a / factor, b: b / factor, c: map(c, x), d: d / factor, e: e / factor, f: map(f, y) },
  };
}

/** A region of whole pixels inside the picture, each `factor` x `factor` of them averaged to one; what is left over at the far edges is dropped. */
function shrinkPixels(pixels: Pixels, region: Box, factor: number): Pixels {
  const width = Math.max(1, Math.floor(region.width / factor));
  const height = Math.max(1, Math.floor(region.height / factor));
  const source = bytesOf(pixels);
  const { channels } = pixels;
  const stride = pixels.width * channels;
  const data = new Uint8Array(width * height * 3);
  const sums = new Uint32Array(width * 3);
  const across = Math.min(factor, region.width);
  const down = Math.min(factor, region.height);
  const share = 1 / (across * down);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let j = 0; j < down; j++) {
      let at = (region.y + y * factor + j) * stride + region.x * channels;
      for (let to = 0; to < sums.length; to += 3) {
        let r = 0;
        let g = 0;
        let b = 0;
        for (let i = 0; i < across; i++, at += channels) {
          r += source[at] as number;
          g += source[at + 1] as number;
          b += source[at + 2] as number;
        }
        sums[to] = (sums[to] as number) + r;
        sums[to + 1] = (sums[to + 1] as number) + g;
        sums[to + 2] = (sums[to + 2] as number) + b;
      }
    }
    const offset = y * sums.length;
    for (let i = 0; i < sums.length; i++) data[offset + i] = (sums[i] as number) * share + 0.5;
  }
  return { width, height, channels: 3, data };
}

/** The bytes under one type whatever the picture came in (Node's Buffer, a canvas' clamped array), so that the loops stay fast. */
function bytesOf({ data }: Pixels): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}

import type { Pixels } from './pixels.js';

/** Sides from this ratio on are those of a wide picture, into which recordings of 4:3 are stretched. */
const WIDE = 1.5;

/** Every so many rows are measured, each at another place of the blocks of JPEG. */
const EVERY = 5;

/** How far the sixth difference of a row of pixels reaches. It is what varies from pixel to pixel, and little else. */
const REACH = 3;

/**
 * Measures how a wide picture was stretched: the finest detail along its longer side as a part of that along its shorter one. A picture that was made longer has none
 * so fine along that side. Landscape pictures of cameras have 0.9 to 1.4, those stretched from 4:3 to 16:9 have 0.7 to 0.88.
 * @returns undefined for a picture that is not wide, or has no detail
 */
export function measureStretch(pixels: Pixels): number | undefined {
  const { width, height, channels, data } = pixels;
  if (Math.max(width, height) < WIDE * Math.min(width, height)) return undefined;
  const row = width * channels;
  let across = 0;
  let down = 0;
  for (let y = REACH; y < height - REACH; y += EVERY) {
    // Green alone: it has most of the detail.
    const end = y * row + (width - REACH) * channels;
    for (let at = y * row + REACH * channels + 1; at < end; at += channels) {
      across += sixthDifference(data, at, channels);
      down += sixthDifference(data, at, row);
    }
  }
  const [along, against] = width > height ? [across, down] : [down, across];
  return against > 0 ? along / against : undefined;
}

function sixthDifference(data: Pixels['data'], at: number, step: number): number {
  const beside = (data[at - step] as number) + (data[at + step] as number);
  const next = (data[at - 2 * step] as number) + (data[at + 2 * step] as number);
  const last = (data[at - 3 * step] as number) + (data[at + 3 * step] as number);
  return Math.abs(15 * beside - 20 * (data[at] as number) - 6 * next + last);
}

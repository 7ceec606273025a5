import type { GreyPicture } from './grey-picture.js';

/** Side of a block, in pixels of the scene: 16 pixels of a webcam's picture, the block that video codecs copy from the picture before. */
const SIDE = 8;

/** Least difference between the pixels of a block that shows something: a clipped or black one repeats in any camera. */
const LEAST_DETAIL = 4;

/**
 * Measures how much of a scene stands still to the last bit: the share of blocks with detail that are the same in a frame and the next, in the pair that has most. The
 * noise of a sensor changes every block. A video codec copies blocks that hardly change.
 * @returns 0 to 1; 0 for fewer than two frames, and for frames of different sizes
 */
export function repeatedBlocksOf(scenes: readonly GreyPicture[]): number {
  const shares = scenes.slice(1).map((scene, index) => shareRepeated(scenes[index] as GreyPicture, scene));
  return Math.max(0, ...shares);
}

function shareRepeated(before: GreyPicture, after: GreyPicture): number {
  const { width, height } = before;
  if (after.width !== width || after.height !== height) return 0;
  let blocks = 0;
  let repeated = 0;
  for (let y = 0; y + SIDE <= height; y += SIDE) {
    for (let x = 0; x + SIDE <= width; x += SIDE) {
      blocks++;
      if (isRepeated(before, after, y * width + x)) repeated++;
    }
  }
  return blocks === 0 ? 0 : repeated / blocks;
}

function isRepeated(before: GreyPicture, after: GreyPicture, corner: number): boolean {
  let least = 255;
  let most = 0;
  for (let row = 0; row < SIDE; row++) {
    for (let at = corner + row * before.width, end = at + SIDE; at < end; at++) {
      const value = before.data[at] as number;
      if (value !== after.data[at]) return false;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return most - least >= LEAST_DETAIL;
}

import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../mulberry32.js';
import type { GreyPicture } from './grey-picture.js';
import { repeatedBlocksOf } from './repeated-blocks.js';

/** A scene of 8 x 4 blocks. @param grain how far a pixel may be from the scene */
function scene(seed: number, grain: number): GreyPicture {
  const random = mulberry32(seed);
  const data = Uint8Array.from({ length: 64 * 32 }, (_, pixel) => 100 + (pixel % 64) + Math.round(grain * (random() - 0.5)));
  return { width: 64, height: 32, data, step: 2 };
}

describe('repeatedBlocksOf', () => {
  it('is 0 for a scene with the noise of a camera', () => {
    expect(repeatedBlocksOf([scene(1, 4), scene(2, 4), scene(3, 4)])).toBe(0);
  });

  it('is the share of blocks that stand still, in the pair that has most', () => {
    const first = scene(1, 4);
    const second = { ...first, data: first.data.map((value, pixel) => (pixel % 64 < 16 ? value : 200 - value)) };
    expect(repeatedBlocksOf([scene(9, 4), first, second])).toBe(0.25);
  });

  it('does not count what shows nothing, nor frames of other sizes', () => {
    const black = { width: 64, height: 32, data: new Uint8Array(64 * 32), step: 2 };
    expect(repeatedBlocksOf([black, black])).toBe(0);
    expect(repeatedBlocksOf([scene(1, 4), { width: 32, height: 32, data: new Uint8Array(32 * 32), step: 2 }])).toBe(0);
    expect(repeatedBlocksOf([])).toBe(0);
  });
});

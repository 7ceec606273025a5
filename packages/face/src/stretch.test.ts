import { describe, expect, it } from 'vitest';
import { mulberry32 } from './mulberry32.js';
import type { Pixels } from './pixels.js';
import { measureStretch } from './stretch.js';

/** A picture of grain, as fine as its pixels. */
function grain(width: number, height: number): Pixels {
  const random = mulberry32(7);
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at += 3) data.fill(100 + random() * 50, at, at + 3);
  return { width, height, channels: 3, data };
}

/** The picture made wider by a third, each row by linear interpolation. */
function stretched({ width, height, data }: Pixels): Pixels {
  const wide = Math.round((width * 4) / 3);
  const out = new Uint8Array(wide * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < wide; x++) {
      const from = Math.min(width - 1.001, (x * 3) / 4);
      const left = Math.floor(from);
      for (let c = 0; c < 3; c++) {
        const at = (y * width + left) * 3 + c;
        out[(y * wide + x) * 3 + c] = (data[at] as number) * (left + 1 - from) + (data[at + 3] as number) * (from - left);
      }
    }
  }
  return { width: wide, height, channels: 3, data: out };
}

/** The picture with rows for columns. */
function turned({ width, height, data }: Pixels): Pixels {
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) out[(x * height + y) * 3 + c] = data[(y * width + x) * 3 + c] as number;
  return { width: height, height: width, channels: 3, data: out };
}

describe('measureStretch', () => {
  it('is 1 for a wide picture with the same detail along both sides', () => {
    expect(measureStretch(grain(320, 180))).toBeCloseTo(1, 1);
    expect(measureStretch(grain(180, 320))).toBeCloseTo(1, 1);
  });

  it('is well below 1 for a picture that was made wide, whichever way it is held', () => {
    const wide = stretched(grain(240, 180));
    expect(measureStretch(wide)).toBeLessThan(0.6);
    expect(measureStretch(turned(wide))).toBeLessThan(0.6);
  });

  it('is not measured of a picture of 4:3, nor of one without detail', () => {
    expect(measureStretch(grain(240, 180))).toBeUndefined();
    expect(measureStretch({ width: 160, height: 90, channels: 3, data: new Uint8Array(160 * 90 * 3) })).toBeUndefined();
  });
});

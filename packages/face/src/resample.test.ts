import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyAffine, invertAffine } from './geometry.js';
import type { Pixels } from './pixels.js';
import { cropToPlanes, letterboxToPlanes, warpToPlanes, type PlaneFormat } from './resample.js';

const RGB: PlaneFormat = { order: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] };
const BGR: PlaneFormat = { order: 'bgr', mean: [0, 0, 0], scale: [1, 1, 1] };
const GREY: PlaneFormat = { order: 'grey', mean: [0], scale: [1] };

/** A picture whose colour at (x, y), counted at pixel centres, is `at(x, y)`. */
function picture(width: number, height: number, channels: 3 | 4, at: (x: number, y: number) => readonly [number, number, number]): Pixels {
  const data = new Uint8Array(width * height * channels).fill(255);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), (y * width + x) * channels);
  return { width, height, channels, data };
}

/** Red rises by one per pixel across, green by one per pixel down. */
const ramp = (width: number, height: number, channels: 3 | 4 = 3): Pixels => picture(width, height, channels, (x, y) => [x, y, 100]);

describe('cropToPlanes', () => {
  it('copies a region of whole pixels as it is, plane after plane', () => {
    const planes = cropToPlanes(ramp(20, 10), { x: 3, y: 2, width: 4, height: 3 }, 4, 3, RGB);
    expect([...planes.slice(0, 4)]).toEqual([3, 4, 5, 6]);
    expect([...planes.slice(12, 16)]).toEqual([2, 2, 2, 2]);
    expect([...planes.slice(24)]).toEqual(new Array<number>(12).fill(100));
  });

  it('puts blue first when the net wants BGR', () => {
    const planes = cropToPlanes(
      picture(2, 2, 3, () => [10, 20, 30]),
      { x: 0, y: 0, width: 2, height: 2 },
      1,
      1,
      BGR,
    );
    expect([...planes]).toEqual([30, 20, 10]);
  });

  it('weighs the channels as luma for grey nets, and applies mean and scale', () => {
    const white = picture(4, 4, 3, () => [255, 255, 255]);
    const green = picture(4, 4, 3, () => [0, 200, 0]);
    const whole = { x: 0, y: 0, width: 4, height: 4 };
    expect(cropToPlanes(white, whole, 1, 1, { order: 'grey', mean: [55], scale: [0.5] })[0]).toBeCloseTo(100, 3);
    expect(cropToPlanes(green, whole, 1, 1, GREY)[0]).toBeCloseTo(117.4, 3);
  });

  it('ignores alpha', () => {
    const region = { x: 1.3, y: 0.4, width: 7.7, height: 5.1 };
    expect([...cropToPlanes(ramp(12, 9, 4), region, 5, 4, RGB)]).toEqual([...cropToPlanes(ramp(12, 9, 3), region, 5, 4, RGB)]);
  });

  it('keeps a flat picture flat, whatever the region', () => {
    const flat = picture(31, 17, 3, () => [40, 80, 120]);
    const number = fc.double({ min: -40, max: 60, noNaN: true });
    const size = fc.double({ min: 0.3, max: 90, noNaN: true });
    fc.assert(
      fc.property(number, number, size, size, fc.integer({ min: 1, max: 40 }), (x, y, width, height, out) => {
        const planes = cropToPlanes(flat, { x, y, width, height }, out, out, RGB);
        for (let i = 0; i < planes.length; i++) {
          expect(planes[i]).toBeCloseTo([40, 80, 120][Math.floor(i / (out * out))] as number, 2);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a ramp straight, growing and shrinking alike', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 60, noNaN: true }),
        fc.double({ min: 6, max: 90, noNaN: true }),
        fc.integer({ min: 3, max: 50 }),
        (x, width, out) => {
          const planes = cropToPlanes(ramp(200, 100), { x, y: 20, width, height: width * 0.8 }, out, out, RGB);
          for (let i = 0; i < out; i++) expect(Math.abs((planes[i] as number) - (x - 0.5 + ((i + 0.5) * width) / out))).toBeLessThan(0.3);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps the mean when shrinking: no pixel is skipped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 90 }),
        fc.integer({ min: 1, max: 29 }),
        fc.integer({ min: 0, max: 1000 }),
        (side, out, seed) => {
          const noise = picture(side, side, 3, (x, y) => [(x * 7919 + y * 104_729 + seed * 31) % 256, 0, 0]);
          const planes = cropToPlanes(noise, { x: 0, y: 0, width: side, height: side }, out, out, RGB);
          const mean = (values: ArrayLike<number>, step: number, count: number): number => {
            let sum = 0;
            for (let i = 0; i < count; i++) sum += values[i * step] as number;
            return sum / count;
          };
          expect(mean(planes, 1, out * out)).toBeCloseTo(mean(noise.data, 3, side * side), 1);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('repeats the edge beyond the picture', () => {
    const planes = cropToPlanes(ramp(10, 10), { x: -5, y: -5, width: 20, height: 20 }, 20, 20, RGB);
    expect(planes[0]).toBe(0);
    expect(planes[19]).toBe(9);
    expect(planes[400]).toBe(0);
    expect(planes[799]).toBe(9);
  });
});

describe('letterboxToPlanes', () => {
  it('maps every point of the picture into the drawn part and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (width, height) => {
        const { left, top, scale } = letterboxToPlanes(ramp(width, height), { x: 0, y: 0, width, height }, 64, 48, RGB, -1);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(left + width * scale).toBeLessThanOrEqual(64 + 1);
        expect(top + height * scale).toBeLessThanOrEqual(48 + 1);
        expect(Math.max(width * scale - 64, height * scale - 48)).toBeCloseTo(0, 6);
      }),
      { numRuns: 50 },
    );
  });

  it('fills what the picture leaves free with the margin', () => {
    const { planes, left } = letterboxToPlanes(
      picture(10, 10, 3, () => [9, 9, 9]),
      { x: 0, y: 0, width: 10, height: 10 },
      40,
      20,
      RGB,
      -1,
    );
    expect(left).toBe(10);
    expect([...planes.slice(0, 40)]).toEqual([
      ...new Array<number>(10).fill(-1),
      ...new Array<number>(20).fill(9),
      ...new Array<number>(10).fill(-1),
    ]);
  });
});

describe('warpToPlanes', () => {
  it('agrees with a crop where nothing is turned', () => {
    const source = ramp(120, 90);
    const crop = cropToPlanes(source, { x: 10, y: 5, width: 40, height: 40 }, 40, 40, RGB);
    const warp = warpToPlanes(source, { a: 1, b: 0, c: 10, d: 0, e: 1, f: 5 }, 40, 40, RGB);
    warp.forEach((value, index) => {
      expect(value).toBeCloseTo(crop[index] as number, 3);
    });
  });

  it('reads each drawn pixel where the map says, at any turn and scale', () => {
    fc.assert(
      fc.property(fc.double({ min: -3.1, max: 3.1, noNaN: true }), fc.double({ min: 0.2, max: 7, noNaN: true }), (angle, scale) => {
        const a = scale * Math.cos(angle);
        const d = scale * Math.sin(angle);
        const centre = { c: 120 - 8 * (a - d), f: 120 - 8 * (d + a) };
        const map = { a, b: -d, c: centre.c, d, e: a, f: centre.f };
        const planes = warpToPlanes(ramp(240, 240), map, 16, 16, RGB);
        for (const [x, y] of [
          [0, 0],
          [15, 3],
          [7, 12],
        ] as const) {
          const at = applyAffine(map, { x, y });
          // Shrinking by whole pixels first moves nothing by more than the rounding of bytes.
          expect(Math.abs((planes[y * 16 + x] as number) - at.x)).toBeLessThan(0.6);
          expect(Math.abs((planes[256 + y * 16 + x] as number) - at.y)).toBeLessThan(0.6);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('does not alias: a fine chequerboard becomes grey when shrunk', () => {
    const chequers = picture(300, 300, 3, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    for (const scale of [2, 2.6, 4, 5.5]) {
      const planes = warpToPlanes(chequers, { a: scale, b: 0, c: 20, d: 0, e: scale, f: 20 }, 40, 40, GREY);
      for (const value of planes) expect(Math.abs(value - 127.5)).toBeLessThan(26);
    }
  });

  it.each([0.7, 2.2, 4.5])('draws a part as it draws the whole, and nothing else, at a scale of %f', (scale) => {
    const map = { a: scale, b: -0.2, c: 20, d: 0.2, e: scale, f: 10 };
    const whole = warpToPlanes(ramp(240, 240), map, 30, 40, RGB);
    const part = warpToPlanes(ramp(240, 240), map, 30, 40, RGB, [4, 7, 21, 33]);
    const expected = whole.map((value, index) => {
      const [x, y] = [index % 30, Math.floor(index / 30) % 40];
      return x >= 4 && x < 21 && y >= 7 && y < 33 ? value : 0;
    });
    expect(part).toEqual(expected);
  });

  it('comes back through the inverse map', () => {
    const map = { a: 0.9, b: -0.3, c: 30, d: 0.3, e: 0.9, f: 10 };
    const planes = warpToPlanes(ramp(120, 120), map, 60, 60, RGB);
    const back = applyAffine(invertAffine(map), { x: 40, y: 50 });
    const nearest = Math.round(back.y) * 60 + Math.round(back.x);
    expect(Math.abs((planes[nearest] as number) - 40)).toBeLessThan(1);
  });
});

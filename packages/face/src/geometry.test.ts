import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyAffine,
  fitSimilarity,
  intersectionOverUnion,
  invertAffine,
  scaleBox,
  type Affine,
  type Box,
  type Point,
} from './geometry.js';

const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true });
const point: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate });
const box: fc.Arbitrary<Box> = fc.record({
  x: coordinate,
  y: coordinate,
  width: fc.double({ min: 0.5, max: 3000, noNaN: true }),
  height: fc.double({ min: 0.5, max: 3000, noNaN: true }),
});
const similarityMap: fc.Arbitrary<Affine> = fc
  .record({
    angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    scale: fc.double({ min: 0.05, max: 20, noNaN: true }),
    c: coordinate,
    f: coordinate,
  })
  .map(({ angle, scale, c, f }) => {
    const a = scale * Math.cos(angle);
    const d = scale * Math.sin(angle);
    return { a, b: -d, c, d, e: a, f };
  });

const FACE: Point[] = [
  { x: 30, y: 40 },
  { x: 70, y: 42 },
  { x: 50, y: 65 },
  { x: 35, y: 85 },
  { x: 66, y: 84 },
];

function expectNear(actual: Point, expected: Point): void {
  const tolerance = 1e-6 * (1 + Math.abs(expected.x) + Math.abs(expected.y));
  expect(Math.abs(actual.x - expected.x)).toBeLessThan(tolerance);
  expect(Math.abs(actual.y - expected.y)).toBeLessThan(tolerance);
}

describe('fitSimilarity', () => {
  it('finds the rotation, scale and shift that moved the points', () => {
    fc.assert(
      fc.property(similarityMap, point, (map, probe) => {
        const fitted = fitSimilarity(
          FACE,
          FACE.map((at) => applyAffine(map, at)),
        );
        expectNear(applyAffine(fitted, probe), applyAffine(map, probe));
      }),
    );
  });

  it('never mirrors, even where a mirror image would fit better', () => {
    const mirrored = FACE.map(({ x, y }) => ({ x: -x, y }));
    const { a, b, d, e } = fitSimilarity(FACE, mirrored);
    expect(a * e - b * d).toBeGreaterThan(0);
  });

  it('is not moved by another error of the same points than their mean', () => {
    const shifted = FACE.map(({ x, y }, index) => ({ x: x + (index % 2 === 0 ? 1 : -1.5), y }));
    const fitted = fitSimilarity(FACE, shifted);
    expect(Math.hypot(fitted.a, fitted.d)).toBeCloseTo(1, 1);
  });
});

describe('invertAffine', () => {
  it('comes back to where it started', () => {
    fc.assert(
      fc.property(similarityMap, point, (map, probe) => {
        expectNear(applyAffine(invertAffine(map), applyAffine(map, probe)), probe);
      }),
    );
  });
});

describe('intersectionOverUnion', () => {
  it('is 1 for the same box, symmetric, and within 0..1', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        const shared = intersectionOverUnion(a, b);
        expect(intersectionOverUnion(a, a)).toBeCloseTo(1, 9);
        expect(shared).toBeCloseTo(intersectionOverUnion(b, a), 9);
        expect(shared).toBeGreaterThanOrEqual(0);
        expect(shared).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('is 0 for boxes that only touch', () => {
    expect(intersectionOverUnion({ x: 0, y: 0, width: 10, height: 10 }, { x: 10, y: 0, width: 10, height: 10 })).toBe(0);
  });
});

describe('scaleBox', () => {
  it('keeps the centre', () => {
    fc.assert(
      fc.property(box, fc.double({ min: 0.1, max: 5, noNaN: true }), (original, factor) => {
        const scaled = scaleBox(original, factor);
        expectNear(
          { x: scaled.x + scaled.width / 2, y: scaled.y + scaled.height / 2 },
          { x: original.x + original.width / 2, y: original.y + original.height / 2 },
        );
        expect(scaled.width).toBeCloseTo(original.width * factor, 6);
      }),
    );
  });
});

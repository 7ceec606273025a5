import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detCurve, equalErrorRate, shareAtOrAbove, sortScores, tarAtFmr, thresholdAtFmr, verificationAccuracy } from './error-rates.js';

const scores = (values: readonly number[]): Float32Array => sortScores(Float32Array.from(values));
const cosines = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 5, maxLength: 200 });

describe('thresholdAtFmr', () => {
  it('lets no more impostors pass than the rate allows, and not one fewer', () => {
    const impostor = scores([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]);
    expect(shareAtOrAbove(impostor, thresholdAtFmr(impostor, 0.2))).toBeCloseTo(0.2, 9);
    expect(shareAtOrAbove(impostor, thresholdAtFmr(impostor, 0.05))).toBe(0);
  });

  it('holds for any scores and rate', () => {
    fc.assert(
      fc.property(cosines, fc.double({ min: 0, max: 0.9, noNaN: true }), (values, rate) => {
        const impostor = scores(values);
        expect(shareAtOrAbove(impostor, thresholdAtFmr(impostor, rate))).toBeLessThanOrEqual(rate + 1e-9);
      }),
    );
  });
});

describe('equalErrorRate', () => {
  it('is 0 where a threshold separates', () => {
    expect(equalErrorRate(scores([0.6, 0.7, 0.9]), scores([0.1, 0.2, 0.5]))).toBe(0);
  });

  it('is the common rate where the two overlap evenly', () => {
    expect(equalErrorRate(scores([0.3, 0.6, 0.7, 0.8]), scores([0.1, 0.2, 0.25, 0.65]))).toBeCloseTo(0.25, 6);
  });

  it('is a half where the two are the same', () => {
    const same = Array.from({ length: 100 }, (_, index) => index / 100);
    expect(equalErrorRate(scores(same), scores(same))).toBeCloseTo(0.5, 1);
  });

  it('is within 0 and 1, and no threshold has both rates below it', () => {
    fc.assert(
      fc.property(cosines, cosines, fc.double({ min: -1, max: 1, noNaN: true }), (a, b, threshold) => {
        const [genuine, impostor] = [scores(a), scores(b)];
        const rate = equalErrorRate(genuine, impostor);
        expect(rate).toBeGreaterThanOrEqual(0);
        expect(rate).toBeLessThanOrEqual(1);
        const worse = Math.max(1 - shareAtOrAbove(genuine, threshold), shareAtOrAbove(impostor, threshold));
        const step = 1 / genuine.length + 1 / impostor.length;
        expect(worse).toBeGreaterThanOrEqual(rate - step);
      }),
    );
  });
});

describe('detCurve', () => {
  it('falls: fewer false matches never cost fewer false non-matches', () => {
    fc.assert(
      fc.property(cosines, cosines, (a, b) => {
        const points = detCurve(scores(a), scores(b));
        points.slice(1).forEach((point, index) => {
          expect(point.falseMatchRate).toBeLessThan(points[index]!.falseMatchRate);
          expect(point.falseNonMatchRate).toBeGreaterThanOrEqual(points[index]!.falseNonMatchRate);
        });
      }),
    );
  });
});

it('tarAtFmr counts the genuine pairs above the threshold', () => {
  expect(tarAtFmr(scores([0.1, 0.55, 0.7, 0.8]), scores([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.5, 0.5, 0.5, 0.6]), 0.1)).toBe(0.75);
});

it('verificationAccuracy counts both kinds alike, however many there are', () => {
  expect(verificationAccuracy(scores([0.5, 0.9]), scores([...new Array<number>(98).fill(0), 0.6, 0.7]))).toBeCloseTo(0.99, 6);
});

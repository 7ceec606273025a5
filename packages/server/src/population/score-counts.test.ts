import { defaultCalibration } from '@face-session/face';
import { describe, expect, it } from 'vitest';
import { binOf, estimateLevels } from './score-counts.js';

const levels = defaultCalibration.levels;

describe('the estimate of a level', () => {
  it('counts the comparisons at or above its threshold, the bin of the threshold whole', () => {
    const threshold = levels[1]?.similarity ?? 0;
    const counts = new Map([
      [binOf(threshold) - 1, 900],
      [binOf(threshold), 60],
      [binOf(threshold) + 5, 40],
    ]);
    expect(estimateLevels(counts, levels)[1]).toMatchObject({ level: 3, promised: 1e-4, found: { count: 100, of: 1000, rate: 0.1 } });
  });

  it.each([
    { comparisons: 299_999, enough: false },
    { comparisons: 300_000, enough: true },
  ])('of level 3 rests on enough comparisons: $comparisons is $enough', ({ comparisons, enough }) => {
    expect(estimateLevels(new Map([[0, comparisons]]), levels)[1]?.enough).toBe(enough);
  });

  it.each([
    { matches: 1, worse: false },
    { matches: 12, worse: false },
    { matches: 40, worse: true },
  ])('is worse than promised only when its whole interval is: $matches in 100,000 is $worse', ({ matches, worse }) => {
    const counts = new Map([
      [0, 100_000 - matches],
      [100, matches],
    ]);
    expect(estimateLevels(counts, levels)[1]?.worse).toBe(worse);
  });

  it('of nothing is neither enough nor worse', () => {
    expect(estimateLevels(new Map(), levels)).toMatchObject([1, 2, 3, 4].map(() => ({ enough: false, worse: false, found: { of: 0 } })));
  });
});

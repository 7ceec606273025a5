import { mulberry32 } from '@face-session/face';
import { describe, expect, it } from 'vitest';
import { bootstrapOverPeople } from './bootstrap.js';
import { levelThresholds } from './calibrate.js';
import { compareAll, compareLists, type Sample } from './comparisons.js';
import { matchFigures } from './match-figures.js';
import { foldAccuracy } from './verification-pairs.js';

/** Made-up people: a direction each, and pictures that stray from it; the more noise, the harder. */
function madeUp(people: number, pictures: number, noise: number, seed = 1): Sample[] {
  const random = mulberry32(seed);
  const direction = (): number[] => Array.from({ length: 32 }, () => random() + random() + random() - 1.5);
  return Array.from({ length: people }, (_, person) => {
    const own = direction();
    return Array.from({ length: pictures }, (__, picture) => {
      const stray = direction();
      const values = own.map((value, index) => value + noise * (stray[index] as number));
      const length = Math.hypot(...values);
      return {
        person: String(person),
        picture: `${String(person)}/${String(picture)}`,
        template: Float32Array.from(values, (value) => value / length),
      };
    });
  }).flat();
}

describe('comparing', () => {
  it('takes each pair once, and no picture with itself', () => {
    const { genuine, impostor, people } = compareAll(madeUp(10, 3, 0.3));
    expect(people).toBe(10);
    expect(genuine.scores.length).toBe(10 * 3);
    expect(impostor.scores.length).toBe((30 * 29) / 2 - 30);
  });

  it('leaves out the picture that a reference was made from', () => {
    const samples = madeUp(4, 2, 0.3);
    const { genuine, impostor } = compareLists(samples, samples);
    expect(genuine.scores.length).toBe(4 * 2);
    expect(impostor.scores.length).toBe(8 * 6);
  });

  it('gives the genuine pairs the higher scores', () => {
    const { eer } = matchFigures(compareAll(madeUp(30, 3, 0.3)));
    expect(eer).toBe(0);
    expect(matchFigures(compareAll(madeUp(30, 3, 3))).eer).toBeGreaterThan(0.2);
  });
});

describe('intervals over people', () => {
  const comparisons = compareAll(madeUp(60, 3, 0.9));

  it('hold the measured value, and are the same each time', () => {
    const { rates } = matchFigures(comparisons);
    const rate = rates['1e2']!;
    expect(rate.tarInterval[0]).toBeLessThanOrEqual(rate.tar);
    expect(rate.tarInterval[1]).toBeGreaterThanOrEqual(rate.tar);
    expect(rate.thresholdInterval[0]).toBeLessThanOrEqual(rate.threshold);
    expect(rate.thresholdInterval[1]).toBeGreaterThanOrEqual(rate.threshold);
    expect(bootstrapOverPeople(comparisons, [1e-2])).toEqual(bootstrapOverPeople(comparisons, [1e-2]));
  });

  it('are wider with fewer people', () => {
    const width = (people: number): number => {
      const [low, high] = bootstrapOverPeople(compareAll(madeUp(people, 3, 0.9)), [5e-2])[0]!.threshold;
      return high - low;
    };
    expect(width(12)).toBeGreaterThan(width(120));
  });
});

describe('the ten-fold accuracy', () => {
  it('is 1 for people who are easily told apart and a half for those who cannot be', () => {
    expect(foldAccuracy(madeUp(200, 3, 0.2)).accuracy).toBe(1);
    expect(Math.abs(foldAccuracy(madeUp(200, 3, 40)).accuracy - 0.5)).toBeLessThan(0.1);
  });

  it('draws the same pairs each time', () => {
    const samples = madeUp(120, 3, 1.2);
    expect(foldAccuracy(samples)).toEqual(foldAccuracy(samples));
  });
});

describe('calibrating', () => {
  it('has rising thresholds, and no interval where the pairs do not resolve the rate', () => {
    const levels = levelThresholds(compareAll(madeUp(150, 3, 0.9)));
    expect(levels.map(({ level }) => level)).toEqual([2, 3, 4, 5]);
    const similarities = levels.map(({ similarity }) => similarity);
    expect([...similarities].sort((a, b) => a - b)).toEqual(similarities);
    // 100,575 impostor pairs: ten above the threshold at 1e-4, one at 1e-5.
    expect(levels.map(({ interval }) => interval !== null)).toEqual([true, true, false, false]);
  });

  it('refuses too few pairs', () => {
    expect(() => levelThresholds(compareAll(madeUp(20, 2, 0.5)))).toThrow(/too few/);
  });
});

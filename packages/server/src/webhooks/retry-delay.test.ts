import { expect, it } from 'vitest';
import { retryDelayMs } from './retry-delay.js';

const DAY_MS = 24 * 60 * 60 * 1000;

it('waits 5 seconds at first, longer each time, and 12 hours at most', () => {
  const middle = { integer: (below: number) => below / 2 };
  const waits = Array.from({ length: 14 }, (_, index) => retryDelayMs(index + 1, middle) / 1000);
  expect(waits.slice(0, 4)).toEqual([5, 30, 120, 600]);
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.at(-1)).toBe(12 * 60 * 60);
});

it('tries 14 times or more within three days, whatever chance does', () => {
  const longest = { integer: (below: number) => below - 1 };
  let [elapsed, tries] = [0, 1];
  for (; elapsed < 3 * DAY_MS; tries++) elapsed += retryDelayMs(tries, longest);
  expect(tries).toBeGreaterThanOrEqual(14);
});

it('leaves a fifth to chance, so that events which failed together do not come back together', () => {
  expect(retryDelayMs(1, { integer: () => 0 })).toBe(4_000);
  expect(retryDelayMs(1, { integer: (below) => below - 1 })).toBeCloseTo(6_000, -2);
});

import { describe, expect, it } from 'vitest';
import { memoryTrend, type MemorySample } from './memory-trend.js';

/** A sample every ten seconds for ten minutes. */
const samples = (memoryMb: (atSeconds: number) => number): MemorySample[] =>
  Array.from({ length: 61 }, (_, index) => ({ atSeconds: index * 10, memoryMb: memoryMb(index * 10) }));

describe('the trend of memory', () => {
  it('is flat for what fills up once at the beginning and then only goes up and down', () => {
    const trend = memoryTrend(samples((at) => 400 + Math.min(at, 100) + 20 * Math.sin(at)));
    expect(trend.flat).toBe(true);
    expect(Math.abs(trend.risePercent)).toBeLessThan(2);
  });

  it('is not flat for a leak of 10 kB an attempt at seven a second', () => {
    const trend = memoryTrend(samples((at) => 600 + at * 7 * 0.01));
    expect(trend.flat).toBe(false);
    expect(trend.fromMb).toBeCloseTo(608.4);
    expect(trend.toMb).toBeCloseTo(642);
    expect(trend.mbPerMinute).toBeCloseTo(4.2);
  });
});

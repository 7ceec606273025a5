import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_STRETCH, startDeadline } from './cpu-deadline.js';

/** A machine that gives the process this share of one core. */
function startOn(share: number): { late: () => number | undefined; end: () => void } {
  const startedAt = Date.now();
  let lateAfterMs: number | undefined;
  const end = startDeadline(1000, () => (lateAfterMs = Date.now() - startedAt), {
    cpuMs: () => share * (Date.now() - startedAt),
    nowMs: () => Date.now(),
  });
  return { late: () => lateAfterMs, end };
}

describe('a deadline in CPU time', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it.each([
    ['one core', 1, 1000],
    ['two cores', 2, 1000],
    ['half of a core', 0.5, 2000],
    ['nothing', 0, MOST_STRETCH * 1000],
  ])('comes when the time was used, on a machine that gives %s', (_machine, share, expectedMs) => {
    const { late } = startOn(share);
    vi.advanceTimersByTime(expectedMs - 10);
    expect(late()).toBeUndefined();
    vi.advanceTimersByTime(30);
    expect(late()).toBeGreaterThanOrEqual(expectedMs);
  });

  it('never comes once it is ended', () => {
    const { late, end } = startOn(0.5);
    vi.advanceTimersByTime(1500);
    end();
    vi.advanceTimersByTime(10_000);
    expect(late()).toBeUndefined();
  });
});

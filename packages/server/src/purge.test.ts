import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { watchClock } from './purge.js';

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;

describe('the watch over the clock', () => {
  it.each([HOUR, -HOUR, 365 * 24 * HOUR])('holds back the deletion of what is long-lived for an hour after it was set by %i ms', (by) => {
    let [wall, ticks] = [1_800_000_000_000, 0];
    const pass = (milliseconds: number): void => {
      wall += milliseconds;
      ticks += milliseconds;
    };
    const settled = watchClock({ clock: () => wall, monotonicClock: () => ticks, logger: createLogger('silent') });
    pass(MINUTE);
    expect(settled()).toBe(true);
    wall += by;
    expect(settled()).toBe(false);
    pass(HOUR - 1);
    expect(settled()).toBe(false);
    pass(1);
    expect(settled()).toBe(true);
  });

  it('takes a second of drift for none', () => {
    let wall = 0;
    const settled = watchClock({ clock: () => wall, monotonicClock: () => 0, logger: createLogger('silent') });
    wall = 1000;
    expect(settled()).toBe(true);
  });
});

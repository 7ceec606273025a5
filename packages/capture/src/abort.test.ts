import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTimedOut, reasonOf, throwIfAborted, withTimeout } from './abort.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const reason = Object.getOwnPropertyDescriptor(AbortSignal.prototype, 'reason')!;

describe.each([
  ['with AbortSignal.prototype.reason', true],
  ['without it, as Chrome below 98', false],
])('a browser %s', (_, hasReason) => {
  beforeEach(() => {
    if (!hasReason) Reflect.deleteProperty(AbortSignal.prototype, 'reason');
  });
  afterEach(() => {
    Object.defineProperty(AbortSignal.prototype, 'reason', reason);
  });

  it('tells a time limit from a person who left', () => {
    const slow = withTimeout(1_000);
    vi.advanceTimersByTime(1_000);
    expect([slow.signal.aborted, isTimedOut(slow.signal)]).toEqual([true, true]);

    const person = new AbortController();
    const left = withTimeout(1_000, person.signal);
    person.abort();
    expect([left.signal.aborted, isTimedOut(left.signal)]).toEqual([true, false]);
  });

  it('always throws an error for what was aborted', () => {
    const person = new AbortController();
    person.abort();
    expect(reasonOf(person.signal)).toMatchObject({ name: 'AbortError' });
    expect(() => {
      throwIfAborted(person.signal);
    }).toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
  });
});

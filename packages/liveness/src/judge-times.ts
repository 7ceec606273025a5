import { evidence, requireThat, type Evidence } from './evidence.js';
import type { TimedFrame } from './timed-frame.js';

interface TimeLimits {
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
  /** Before and after which no frame can have been taken, ms since the attempt was opened. */
  readonly earliestMs: number;
  readonly latestMs: number;
}

/** Whether frames come in order, at a rate a camera has, and within the time that the server itself saw pass. */
export function judgeTimes(frames: readonly TimedFrame[], limits: TimeLimits): Evidence {
  const times = frames.map((frame) => frame.capturedAtMs);
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined) return evidence('fail');
  if (first < limits.earliestMs) return evidence('fail', first, limits.earliestMs);
  if (last > limits.latestMs) return evidence('fail', last, limits.latestMs);
  const intervals = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const shortest = Math.min(Infinity, ...intervals);
  if (shortest < limits.minIntervalMs) return evidence('fail', shortest, limits.minIntervalMs);
  const longest = Math.max(0, ...intervals);
  return requireThat(longest <= limits.maxIntervalMs, longest, limits.maxIntervalMs);
}

/**
 * The latest time that a frame of an upload can have, in ms since the attempt was opened. An upload that was received before the attempt was opened means that the
 * service's clock was set back in between. Then the elapsed time is unknown, and the attempt does not fail for it.
 */
export function latestFrameMs(receivedAtMs: number, clockToleranceMs: number): number {
  return receivedAtMs < 0 ? Infinity : receivedAtMs + clockToleranceMs;
}

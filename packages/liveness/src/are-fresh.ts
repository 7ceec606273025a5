import type { TimedFrame } from './timed-frame.js';

/** Whether no frame comes twice, pixel for pixel, and none has been sent to the service before. */
export function areFresh(frames: readonly TimedFrame[], replayed?: ReadonlySet<string>): boolean {
  const digests = new Set(frames.map((frame) => frame.digest));
  return digests.size === frames.length && !frames.some((frame) => replayed?.has(frame.digest));
}

import type { Random } from '../random.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** Waits after the first, second ... failed delivery, in milliseconds; the last one repeats until the event is three days old. */
const delaysMs = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  8 * HOUR_MS,
  12 * HOUR_MS,
];

/** Part of a wait that is left to chance, so that events which failed together do not come back together. */
const JITTER = 0.2;

/** Steps of the chance. */
const JITTER_STEPS = 1000;

/**
 * How long to wait after a delivery that failed, in milliseconds.
 * @param tries deliveries of the event so far, 1 or more
 */
export function retryDelayMs(tries: number, random: Pick<Random, 'integer'>): number {
  const delay = delaysMs[Math.min(tries, delaysMs.length) - 1] ?? 0;
  const share = random.integer(JITTER_STEPS) / JITTER_STEPS;
  return Math.round(delay * (1 - JITTER + 2 * JITTER * share));
}

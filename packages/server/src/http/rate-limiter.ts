import type { Clock } from '../clock.js';
import type { Sealer } from '../keys/sealer.js';
import type { Store } from '../store/store.js';
import { HttpProblem } from './problem.js';

/** Length of a window, in milliseconds. */
const WINDOW_MS = 60 * 1000;

/** How long, at least, it is remembered where a client authenticated, in milliseconds; at most twice as long. */
const KNOWN_MS = 24 * 60 * 60 * 1000;

/** What is counted; part of the key in the store. */
export type LimitName = 'authentication' | 'token' | 'photo' | 'attempt' | 'unknown' | 'trace-event';

/** Counts in windows of a minute, in the store, so that they hold across replicas. */
export interface RateLimiter {
  /** Counts `by` more. @throws HttpProblem RATE_LIMITED beyond `limit`. */
  take(name: LimitName, subject: string, limit: number): Promise<void>;
  /** Only looks. @throws HttpProblem RATE_LIMITED at `limit`. */
  check(name: LimitName, subject: string, limit: number): Promise<void>;
  /** Whether `limit` is reached; only looks. */
  reached(name: LimitName, subject: string, limit: number): Promise<boolean>;
  /** Counts one without refusing. */
  note(name: LimitName, subject: string): Promise<void>;
  /** Remembers for a day or two that the subject authenticated. */
  remember(subject: string): Promise<void>;
  /** Whether it did. */
  remembers(subject: string): Promise<boolean>;
}

export function createRateLimiter({ store, sealer, clock }: { store: Store; sealer: Sealer; clock: Clock }): RateLimiter {
  // Subjects are addresses and identifiers: the store sees a keyed hash of them.
  const keyIn = (window: number, name: LimitName | 'known', subject: string): string =>
    `${name}:${window}:${sealer.keyedHash('rate-limit', subject).slice(0, 32)}`;
  const keyOf = (name: LimitName, subject: string): string => keyIn(Math.floor(clock() / WINDOW_MS), name, subject);
  const knownIn = async (window: number, subject: string): Promise<boolean> => (await store.counted(keyIn(window, 'known', subject))) > 0;
  const refuse = (): never => {
    throw new HttpProblem('RATE_LIMITED', undefined, Math.max(1, Math.ceil((WINDOW_MS - (clock() % WINDOW_MS)) / 1000)));
  };
  const count = (name: LimitName, subject: string): Promise<number> => store.count(keyOf(name, subject), clock() + 2 * WINDOW_MS);
  const reached = async (name: LimitName, subject: string, limit: number): Promise<boolean> =>
    (await store.counted(keyOf(name, subject))) >= limit;
  return {
    async take(name, subject, limit) {
      if ((await count(name, subject)) > limit) refuse();
    },
    async check(name, subject, limit) {
      if (await reached(name, subject, limit)) refuse();
    },
    reached,
    async note(name, subject) {
      await count(name, subject);
    },
    async remember(subject) {
      const today = Math.floor(clock() / KNOWN_MS);
      if (!(await knownIn(today, subject))) await store.count(keyIn(today, 'known', subject), (today + 2) * KNOWN_MS);
    },
    async remembers(subject) {
      const today = Math.floor(clock() / KNOWN_MS);
      return (await knownIn(today, subject)) || (await knownIn(today - 1, subject));
    },
  };
}

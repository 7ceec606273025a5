import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { Sealer } from '../keys/sealer.js';
import type { Store } from '../store/store.js';
import { HttpError } from './http-error.js';
import { rates, type RateName } from './rates.js';

/** Length of a window, in milliseconds. */
const WINDOW_MS = 60 * 1000;

/** How long, at least, it is remembered where a client authenticated, in milliseconds; at most twice as long. */
const KNOWN_MS = 24 * 60 * 60 * 1000;

/** Counts in windows of a minute, in the store, so that they hold across replicas. */
export interface RateLimiter {
  /** Counts one. @throws HttpError RATE_LIMITED beyond the limit. */
  take(name: RateName, subject: string): Promise<void>;
  /** Does not count. @throws HttpError RATE_LIMITED at the limit. */
  check(name: RateName, subject: string): Promise<void>;
  /** Whether the limit is reached. Does not count. */
  reached(name: RateName, subject: string): Promise<boolean>;
  /** Counts one without refusing. */
  note(name: RateName, subject: string): Promise<void>;
  /** Remembers for a day or two that the subject authenticated. */
  remember(subject: string): Promise<void>;
  /** Whether it did. */
  remembers(subject: string): Promise<boolean>;
}

export function createRateLimiter({
  store,
  sealer,
  clock,
  config,
}: {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly config: Pick<Config, 'limits'>;
}): RateLimiter {
  const limitOf = (name: RateName): number => config.limits[rates[name].setting];
  // Subjects are addresses and identifiers: the store has a keyed hash of them.
  const keyIn = (window: number, name: RateName | 'known', subject: string): string =>
    `${name}:${window}:${sealer.keyedHash('rate-limit', subject).slice(0, 32)}`;
  const keyOf = (name: RateName, subject: string): string => keyIn(Math.floor(clock() / WINDOW_MS), name, subject);
  const knownIn = async (window: number, subject: string): Promise<boolean> => (await store.counted(keyIn(window, 'known', subject))) > 0;
  const refuse = (): never => {
    throw new HttpError('RATE_LIMITED', undefined, Math.max(1, Math.ceil((WINDOW_MS - (clock() % WINDOW_MS)) / 1000)));
  };
  const count = (name: RateName, subject: string): Promise<number> => store.count(keyOf(name, subject), clock() + 2 * WINDOW_MS);
  const reached = async (name: RateName, subject: string): Promise<boolean> => (await store.counted(keyOf(name, subject))) >= limitOf(name);
  return {
    async take(name, subject) {
      if ((await count(name, subject)) > limitOf(name)) refuse();
    },
    async check(name, subject) {
      if (await reached(name, subject)) refuse();
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

import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { DAY_MS, type Config } from './config.js';
import type { KeyRing } from './keys/key-ring.js';
import type { Metrics } from './metrics.js';
import type { Store } from './store/store.js';

/** How often expired data is deleted, in milliseconds: how much longer than promised a template may lie there, sealed. */
const PURGE_INTERVAL_MS = 15 * 1000;

export interface PurgeParts {
  readonly config: Config;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Deletes what is over, now; returns the number of rows. */
export async function purgeNow({ config, store, clock, metrics }: Omit<PurgeParts, 'keys' | 'logger'>): Promise<number> {
  const removed = await store.purge(clock(), {
    auditLogMs: config.auditLogDays * DAY_MS,
    traceEventsMs: config.traceEventDays * DAY_MS,
  });
  metrics.purged.inc(removed);
  return removed;
}

/** Purges and rotates keys from time to time, on one replica at a time. Returns what stops it. */
export function startPurge(parts: PurgeParts): () => Promise<void> {
  const { config, store, keys, clock, logger } = parts;
  let running: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    try {
      const now = clock();
      // A little less than the interval, so that the replica that purged can do so again.
      if (!(await store.takeLease('purge', now, now + PURGE_INTERVAL_MS * 0.9))) return;
      await purgeNow(parts);
      await keys.ensureFresh(config.keyRotationDays * DAY_MS);
    } catch (error) {
      logger.warn({ err: error }, 'purge failed, will be tried again');
    }
  };
  running = round();
  const timer = setInterval(() => {
    running = running.then(round);
  }, PURGE_INTERVAL_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

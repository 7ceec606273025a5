import type { Logger } from 'pino';
import type { Clock, MonotonicClock } from './clock.js';
import { DAY_MS, type Config } from './config.js';
import type { KeyRing } from './keys/key-ring.js';
import type { Metrics } from './metrics.js';
import type { Store } from './store/store.js';

/** Time between two purges, in milliseconds: a sealed template may stay stored that much longer than promised. */
const PURGE_INTERVAL_MS = 15 * 1000;

/** A clock that moves by more than this against the monotonic one was set, in milliseconds: drift and slewing stay far below. */
const CLOCK_JUMP_MS = 60 * 1000;

/** How long nothing long-lived is deleted after the clock was set, in milliseconds. */
const CLOCK_SETTLING_MS = 60 * 60 * 1000;

interface PurgeParts {
  readonly config: Config;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly testKeys: KeyRing;
  readonly clock: Clock;
  readonly monotonicClock: MonotonicClock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/**
 * Deletes expired data and returns the number of rows.
 * @param settled false while the clock may be wrong: then only what sessions leave behind is deleted
 */
export async function purgeNow(
  { config, store, clock, metrics }: Omit<PurgeParts, 'keys' | 'logger' | 'monotonicClock'>,
  settled = true,
): Promise<number> {
  const removed = await store.purge(
    clock(),
    settled ? { auditLogMs: config.auditLogDays * DAY_MS, traceEventsMs: config.traceEventDays * DAY_MS } : null,
  );
  metrics.purged.inc(removed);
  return removed;
}

/**
 * Returns a function that tells whether the clock has run evenly for the last hour. A clock that was set may be wrong, and a deleted audit
 * log or secret cannot be restored.
 */
export function watchClock({ clock, monotonicClock, logger }: Pick<PurgeParts, 'clock' | 'monotonicClock' | 'logger'>): () => boolean {
  let [wall, ticks] = [clock(), monotonicClock()];
  let jumpedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const [wallNow, ticksNow] = [clock(), monotonicClock()];
    const jumpMs = wallNow - wall - (ticksNow - ticks);
    [wall, ticks] = [wallNow, ticksNow];
    if (Math.abs(jumpMs) > CLOCK_JUMP_MS) {
      jumpedAt = ticksNow;
      logger.warn({ jumpSeconds: Math.round(jumpMs / 1000) }, 'the clock was set; nothing long-lived is deleted for an hour');
    }
    return ticksNow - jumpedAt >= CLOCK_SETTLING_MS;
  };
}

/** Purges and rotates keys at intervals, on one replica at a time. Returns a function that stops it. */
export function startPurge(parts: PurgeParts): () => Promise<void> {
  const { config, store, keys, testKeys, clock, logger } = parts;
  const clockSettled = watchClock(parts);
  let running: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    try {
      const now = clock();
      const settled = clockSettled();
      // A little less than the interval, so that the replica that purged can do so again.
      if (!(await store.takeLease('purge', now, now + PURGE_INTERVAL_MS * 0.9))) return;
      await purgeNow(parts, settled);
      if (!settled) return;
      await keys.ensureFresh(config.keyRotationDays * DAY_MS);
      await testKeys.refresh(config.keyRotationDays * DAY_MS);
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

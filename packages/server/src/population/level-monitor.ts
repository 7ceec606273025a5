import { type Calibration } from '@face-session/face';
import { matchTemplates, measureMatch } from '@face-session/liveness';
import { SESSION_LIFETIME_SECONDS, type MatchLevel } from '@face-session/protocol';
import type { Logger } from 'pino';
import type { MonotonicClock } from '../clock.js';
import type { PopulationStore } from '../store/population-store.js';
import { scaleOf } from './learned-centre.js';
import { createLivingReferences } from './living-references.js';
import { binOf, estimateLevels, type LevelEstimate } from './score-counts.js';

/** A session as the monitor knows it. */
interface MonitoredSession {
  readonly sessionHash: string;
  readonly clientId: string;
}

/** Measures what a match level means for the people who come: live faces are compared with the references of other people's sessions, and only counts are kept. */
export interface LevelMonitor {
  /** A session was made from a reference. */
  started(session: MonitoredSession, reference: Float32Array): void;
  /** A live face of the session was measured. */
  observe(
    session: MonitoredSession,
    faces: { readonly reference: Float32Array; readonly live: Float32Array },
    userHash: string | null,
    calibration: Calibration,
  ): void;
  /** The session takes no attempt any more: its reference is forgotten. */
  ended(sessionHash: string): void;
  /**
   * The false match rate of a level: as estimated for the client, or for all clients, once the estimate rests on enough comparisons; else as calibrated. Null for a level without one.
   */
  falseMatchRate(clientId: string, calibration: Calibration, level: MatchLevel): Promise<number | null>;
  /** Stores what was counted. */
  flush(): Promise<void>;
}

/** What a monitor works with. */
interface LevelMonitorParts {
  readonly store: PopulationStore;
  readonly monotonicClock: MonotonicClock;
  readonly logger: Logger;
}

/** From this match level on two pictures are taken for one person's, of whom the service does not know it: such a pair is left out. */
const DUPLICATE_LEVEL = 5;

/** How long an estimate is used before it is made again, in milliseconds. */
const ESTIMATE_MS = 5 * 60_000;

/** A reported rate rests on at least so many false matches: with none among n comparisons it is at most 3 / n, 95 times in 100. */
const LEAST_MATCHES = 3;

export function createLevelMonitor({ store, monotonicClock, logger }: LevelMonitorParts): LevelMonitor {
  const living = createLivingReferences();
  /** By client (null: all) and scale, what is not stored yet. */
  const counted = new Map<string, { readonly clientId: string | null; readonly scale: string; readonly bins: Map<number, number> }>();
  const estimates = new Map<string, { readonly levels: readonly LevelEstimate[]; readonly at: number }>();

  const count = (clientId: string | null, scale: string, bin: number): void => {
    const key = JSON.stringify([clientId, scale]);
    const found = counted.get(key) ?? { clientId, scale, bins: new Map<number, number>() };
    counted.set(key, found);
    found.bins.set(bin, (found.bins.get(bin) ?? 0) + 1);
  };

  const estimateOf = async (clientId: string | null, calibration: Calibration): Promise<readonly LevelEstimate[]> => {
    const scale = scaleOf(calibration);
    const key = JSON.stringify([clientId, scale]);
    const known = estimates.get(key);
    if (known && monotonicClock() - known.at < ESTIMATE_MS) return known.levels;
    const levels = estimateLevels(await store.scoreCounts(clientId, scale), calibration.levels);
    estimates.set(key, { levels, at: monotonicClock() });
    return levels;
  };

  const started: LevelMonitor['started'] = ({ sessionHash, clientId }, template) => {
    living.add({ sessionHash, clientId, template, until: monotonicClock() + SESSION_LIFETIME_SECONDS * 1000 });
  };

  return {
    started,
    observe(session, { reference, live }, userHash, calibration) {
      if (!living.find(session.sessionHash)) started(session, reference);
      const own = living.find(session.sessionHash);
      if (own && userHash !== null) own.userHash = userHash;
      const scale = scaleOf(calibration);
      for (const other of living.alive(monotonicClock())) {
        if (other.sessionHash === session.sessionHash) continue;
        if (userHash !== null && other.userHash === userHash) continue;
        const { similarity, matchLevel } = measureMatch(other.template, live, calibration);
        if (matchLevel >= DUPLICATE_LEVEL) continue;
        if (matchTemplates(other.template, reference, calibration, ['reference', 'reference']) >= DUPLICATE_LEVEL) continue;
        count(null, scale, binOf(similarity));
        if (other.clientId === session.clientId) count(session.clientId, scale, binOf(similarity));
      }
    },
    ended(sessionHash) {
      living.drop(sessionHash);
    },
    async falseMatchRate(clientId, calibration, level) {
      const calibrated = calibration.levels.find((threshold) => threshold.level === level)?.falseMatchRate ?? null;
      if (calibrated === null) return null;
      for (const whose of [clientId, null]) {
        const estimate = (await estimateOf(whose, calibration)).find((candidate) => candidate.level === level);
        if (estimate?.enough) return Math.max(estimate.found.count, LEAST_MATCHES) / estimate.found.of;
      }
      return calibrated;
    },
    async flush() {
      for (const [key, { clientId, scale, bins }] of [...counted]) {
        counted.delete(key);
        try {
          await store.addScoreCounts(clientId, scale, bins);
        } catch (error) {
          for (const [bin, number] of bins) for (let again = 0; again < number; again++) count(clientId, scale, bin);
          logger.warn({ err: error }, 'counts of comparisons were not stored, will be tried again');
        }
      }
    },
  };
}

/** How often counts are stored, in milliseconds. */
const FLUSH_MS = 60_000;

/** Stores counts from time to time. Returns what stops it, after the last ones are stored. */
export function startCounts(monitor: LevelMonitor): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running.then(() => monitor.flush());
  }, FLUSH_MS).unref();
  return async () => {
    clearInterval(timer);
    await running;
    await monitor.flush();
  };
}

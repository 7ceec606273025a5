import type { FacePool } from '@face-session/face/node';
import type { Calibration } from '@face-session/face';
import type { Calibrations, LivenessCalibration } from '@face-session/liveness';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { Sealer } from '../keys/sealer.js';
import type { Metrics } from '../metrics.js';
import type { CentreBook } from '../population/centre-book.js';
import type { LevelMonitor } from '../population/level-monitor.js';
import type { Random } from '../random.js';
import type { Store } from '../store/store.js';
import type { FramesAhead } from './frames-ahead.js';

/** The dependencies of the rules of a session. */
export interface SessionParts {
  readonly config: Config;
  readonly store: Store;
  readonly sealer: Sealer;
  readonly keys: KeyRing;
  /** Signs the results of test clients, and nothing else. */
  readonly testKeys: KeyRing;
  readonly faces: FacePool;
  readonly framesAhead: FramesAhead;
  readonly centres: CentreBook;
  readonly levels: LevelMonitor;
  readonly livenessCalibration: LivenessCalibration;
  readonly clock: Clock;
  readonly random: Random;
  readonly metrics: Metrics;
}

/** The thresholds that an attempt is decided by. */
export function calibrationsOf(
  { livenessCalibration }: SessionParts,
  { calibration }: { readonly calibration: Calibration },
): Calibrations {
  return { match: calibration, liveness: livenessCalibration };
}

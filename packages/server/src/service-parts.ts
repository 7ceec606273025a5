import type { Logger } from 'pino';
import type { Clock, MonotonicClock } from './clock.js';
import type { Config } from './config.js';
import type { KeyRing } from './keys/key-ring.js';
import type { Sealer } from './keys/sealer.js';
import type { Random } from './random.js';
import type { Store } from './store/store.js';

/** The parts of the service that need no models: enough for the command line and for the console. */
export interface ServiceParts {
  readonly config: Config;
  readonly store: Store;
  readonly sealer: Sealer;
  readonly keys: KeyRing;
  /** Signs the results of test clients, and nothing else. */
  readonly testKeys: KeyRing;
  readonly clock: Clock;
  readonly monotonicClock: MonotonicClock;
  readonly random: Random;
  readonly logger: Logger;
}

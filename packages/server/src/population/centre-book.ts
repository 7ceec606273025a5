import { centresOf, withoutCentre, type Calibration, type LevelThreshold } from '@face-session/face';
import type { Logger } from 'pino';
import type { MonotonicClock } from '../clock.js';
import type { Config } from '../config.js';
import type { Sealer } from '../keys/sealer.js';
import type { Client } from '../store/client-store.js';
import type { PopulationStore } from '../store/population-store.js';
import type { CentreMode } from './centre-mode.js';
import { addSums, BATCH_PEOPLE, scaleOf, sumsFromBytes, sumsToBytes, withLearnedCentre, type PopulationSums } from './learned-centre.js';
import { createPeopleBatch, type PassedFaces, type PeopleBatch } from './people-batch.js';

/** The centre of each client. */
export interface CentreBook {
  /** What the counts of all clients together are read by. */
  readonly ofService: { readonly centre: string; readonly scale: string; readonly levels: readonly LevelThreshold[] };
  /** The match levels that hold for a client now. */
  calibrationFor(client: Client): Promise<Calibration>;
  /**
   * Learns from somebody who passed, where the client's centre is learned. Nothing of them reaches the store before there are {@link BATCH_PEOPLE}; what is not
   * stored when the process ends is forgotten.
   * @param userHash of the user; null: unknown, then who resembles somebody in the batch is left out
   */
  learn(client: Client, userHash: string | null, faces: PassedFaces): Promise<void>;
}

/** What a centre book works with. */
interface CentreBookParts {
  readonly config: Pick<Config, 'centre'>;
  /** As it was read. */
  readonly calibration: Calibration;
  readonly store: PopulationStore;
  readonly sealer: Sealer;
  readonly monotonicClock: MonotonicClock;
  readonly logger: Logger;
}

/** How long a learned centre is used before it is read again, in milliseconds: replicas may differ for that long. */
const READ_AGAIN_MS = 60_000;

/** How often sums are added again when another replica was first. */
const MOST_TRIES = 5;

interface Read {
  readonly calibration: Calibration;
  readonly readAt: number;
}

export function createCentreBook({ config, calibration, store, sealer, monotonicClock, logger }: CentreBookParts): CentreBook {
  const { centre } = calibration;
  const shipped = centresOf(calibration);
  const uncentred = withoutCentre(calibration);
  const model = calibration.recognitionModel.sha256;
  const learned = new Map<string, Read>();
  const batches = new Map<string, PeopleBatch>();

  const modeOf = (client: Client): CentreMode => (shipped ? (client.policy.centre ?? config.centre) : 'off');

  const stored = async (clientId: string): Promise<{ revision: number; sums: PopulationSums | null }> => {
    const found = await store.population(clientId, model);
    if (!found) return { revision: 0, sums: null };
    return { revision: found.revision, sums: sumsFromBytes(sealer.open('population', clientId, found.sumsSealed)) };
  };

  const learnedFor = async (clientId: string): Promise<Calibration> => {
    const known = learned.get(clientId);
    if (known && monotonicClock() - known.readAt < READ_AGAIN_MS) return known.calibration;
    const { sums } = await stored(clientId);
    const read = centre && shipped ? withLearnedCentre({ ...calibration, centre }, shipped, sums) : calibration;
    learned.set(clientId, { calibration: read, readAt: monotonicClock() });
    return read;
  };

  const add = async (clientId: string, batch: PopulationSums): Promise<void> => {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { revision, sums } = await stored(clientId);
      const sumsSealed = sealer.seal('population', clientId, sumsToBytes(addSums(sums, batch)));
      if (await store.putPopulation(clientId, model, { revision: revision + 1, sumsSealed })) break;
    }
    learned.delete(clientId);
  };

  const take = async (clientId: string, userHash: string | null, faces: PassedFaces): Promise<void> => {
    const batch = batches.get(clientId) ?? createPeopleBatch(calibration);
    batches.set(clientId, batch);
    if (userHash === null) batch.addUnlessAlike(faces);
    else if (await store.countUser(clientId, userHash)) batch.add(faces);
    if (batch.people < BATCH_PEOPLE) return;
    const sums = batch.take();
    if (sums) await add(clientId, sums);
  };

  const decides = shipped && config.centre !== 'off' ? calibration : uncentred;
  const isLearned = shipped !== undefined && config.centre === 'learned';

  return {
    ofService: {
      centre: isLearned ? 'learned' : (decides.centre?.version ?? 'off'),
      scale: scaleOf(decides, isLearned),
      levels: decides.levels,
    },
    async calibrationFor(client) {
      const mode = modeOf(client);
      if (mode === 'off') return uncentred;
      return mode === 'learned' && !client.test ? learnedFor(client.clientId) : calibration;
    },
    async learn(client, userHash, faces) {
      if (client.test || modeOf(client) !== 'learned') return;
      try {
        await take(client.clientId, userHash, faces);
      } catch (error) {
        // An attempt that passed stays passed, whether the service learns from it or not.
        logger.warn({ err: error }, 'a centre was not learned');
      }
    },
  };
}

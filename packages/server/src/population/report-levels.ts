import type { Store } from '../store/store.js';
import type { CentreBook } from './centre-book.js';
import { scaleOf } from './learned-centre.js';
import { estimateLevels, type LevelEstimate } from './score-counts.js';

/** What the levels of a client, or of all clients together, mean for the people who came. */
export interface LevelsReport {
  /** Null: all clients. */
  readonly clientId: string | null;
  /** Version of the centre that levels are decided by now, or `off`; of all clients together `learned` where each has its own. */
  readonly centre: string;
  readonly levels: readonly LevelEstimate[];
}

/** One report for all clients, then one for each. Test clients have none: nobody is compared there. */
export async function reportLevels({
  store,
  centres,
}: {
  readonly store: Pick<Store, 'listClients' | 'scoreCounts'>;
  readonly centres: CentreBook;
}): Promise<LevelsReport[]> {
  const clients = (await store.listClients()).filter(({ test }) => !test);
  const ofClients = await Promise.all(
    clients.map(async (client): Promise<LevelsReport> => {
      const calibration = await centres.calibrationFor(client);
      const counts = await store.scoreCounts(client.clientId, scaleOf(calibration));
      return {
        clientId: client.clientId,
        centre: calibration.centre?.version ?? 'off',
        levels: estimateLevels(counts, calibration.levels),
      };
    }),
  );
  const { centre, scale, levels } = centres.ofService;
  return [{ clientId: null, centre, levels: estimateLevels(await store.scoreCounts(null, scale), levels) }, ...ofClients];
}

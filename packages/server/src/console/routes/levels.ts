import { reportLevels } from '../../population/report-levels.js';
import { sourceKinds, SOURCES_MS } from '../../store/summary-store.js';
import { chosenClients } from '../chosen-clients.js';
import { consoleRoute } from '../console-route.js';
import { SPOOF_BIN } from '../contributions.js';
import { periodOf, periodQuery } from '../period.js';

/** From so many sessions on, a repeat is shown. */
const LEAST_SESSIONS = 5;

/** What may come back in many sessions. */
const repeatKinds = ['device', 'user', ...sourceKinds] as const;

/** Of each kind, so many are shown. */
const MOST_SHOWN = 20;

/** `GET /api/levels`: what the match levels and the checks of liveness come to, and who comes back too often. */
export const levels = consoleRoute({
  method: 'GET',
  path: '/api/levels',
  role: 'viewer',
  query: periodQuery,
  subject: ({ query }) => ({ clientId: query.client }),
  async handle({ store, clock, centres, livenessCalibration }, { query }) {
    const { span, from, to } = periodOf(query.days, clock());
    const clientIds = await chosenClients(store, query.client);
    const counts = await store.totals({
      span,
      from,
      to,
      names: ['level', 'spoof-passed', 'spoof-failed', 'doubt'],
      clientIds,
      isSplit: false,
    });
    const of = (name: string): Record<string, number> =>
      Object.fromEntries(counts.filter((total) => total.name === name).map(({ value, count }) => [value, count]));
    const repeatsFrom = Math.max(from, to - SOURCES_MS);
    const reports = await reportLevels({ store, centres });
    const wanted = query.client === undefined || query.client === '' ? null : query.client;
    return {
      levels: of('level'),
      spoof: {
        binWidth: SPOOF_BIN,
        threshold: livenessCalibration.burst.liveSpoofScore,
        passed: of('spoof-passed'),
        failed: of('spoof-failed'),
      },
      doubts: of('doubt'),
      rates: reports.find(({ clientId }) => clientId === wanted)?.levels ?? [],
      least: LEAST_SESSIONS,
      repeats: Object.fromEntries(
        await Promise.all(
          repeatKinds.map(async (kind) => [kind, await store.frequent(kind, repeatsFrom, LEAST_SESSIONS, MOST_SHOWN)] as const),
        ),
      ),
    };
  },
});

import { levelsMeasured } from '../../cli/levels.js';
import type { EvidenceSection } from '../evidence-section.js';

/** What a match level promises, and what it meant for the people who came. */
export const accuracy: EvidenceSection = {
  name: 'accuracy',
  title: 'Accuracy in operation',
  about:
    'False match rates of each match level: as calibrated, and as estimated on the people who came, from comparisons of different people, with the 95 % interval. The false non-match rate cannot be measured in operation: nobody knows who should have matched. reports/accuracy.md has the measurements of the release, with their data.',
  async collect(parts) {
    const reports = await levelsMeasured(parts);
    return {
      levels: reports.flatMap(({ clientId, centre, levels }) =>
        levels.map(({ level, promised, found, enough, worse }) => ({
          client: clientId ?? 'all clients',
          centre,
          level,
          promised,
          comparisons: found.of,
          estimated: found.of === 0 ? null : found.rate,
          low: found.of === 0 ? null : found.low,
          high: found.of === 0 ? null : found.high,
          restsOnEnough: enough,
          worseThanPromised: worse,
        })),
      ),
    };
  },
};

import { readCalibration } from '../faces.js';
import { reportLevels, type LevelsReport } from '../population/report-levels.js';
import type { LevelEstimate } from '../population/score-counts.js';
import { createCentreBook } from '../population/centre-book.js';
import type { ServiceParts } from '../service-parts.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { print, printJson, withParts } from './with-parts.js';

/** What the levels mean by what is stored; needs no models. */
export async function levelsMeasured(parts: ServiceParts): Promise<LevelsReport[]> {
  const calibration = await readCalibration(parts.config);
  return reportLevels({ ...parts, centres: createCentreBook({ ...parts, calibration }) });
}

export const levels: Command = {
  name: 'levels',
  help: ['levels                     print what each match level means for your people, as measured in operation'],
  async run(args) {
    const read = readArguments(args, { flags: ['json'] });
    await withParts(async (parts) => {
      const reports = await levelsMeasured(parts);
      if (read.flag('json')) {
        printJson(reports);
        return;
      }
      for (const report of reports) {
        print(
          `${report.clientId ?? 'all clients'}, centre ${report.centre}, ${String(report.levels[0]?.found.of ?? 0)} comparisons of different people`,
        );
        for (const level of report.levels) print(`  ${lineOf(level)}`);
      }
    });
  },
};

function lineOf({ level, promised, found, enough, worse }: LevelEstimate): string {
  const rate = (value: number): string => value.toExponential(1);
  if (found.of === 0) return `level ${String(level)}  promises ${rate(promised)}, nothing measured yet`;
  const remark = worse ? ', WORSE than promised' : enough ? '' : ', too few comparisons to replace the promise';
  return `level ${String(level)}  promises ${rate(promised)}, measured ${rate(found.rate)} (${rate(found.low)} to ${rate(found.high)})${remark}`;
}

import type { Interval } from './bootstrap.js';
import type { MatchReport, SetReport } from './match.js';

/** The measured part of `docs/accuracy.md`: a table for each question, one row per set, never pooled. */
export function matchMarkdown(report: MatchReport, plotPath: string): string {
  const sets = Object.entries(report);
  return [
    '### Verification',
    '',
    table(
      ['set', 'pictures', 'people', 'genuine pairs', 'impostor pairs', 'no face', 'EER', 'ten-fold accuracy'],
      sets.map(([name, { figures, pictures, withoutFace, folds }]) => [
        name,
        String(pictures),
        String(figures.people),
        thousands(figures.genuinePairs),
        thousands(figures.impostorPairs),
        String(withoutFace.length),
        percent(figures.eer),
        folds ? `${percent(folds.accuracy)} ± ${percent(folds.standardError)} (${thousands(folds.pairs)} pairs)` : '',
      ]),
    ),
    '',
    '### True accept rate at fixed false match rates',
    '',
    'Threshold and true accept rate with 95 % intervals, bootstrapped over people; only rates that ten impostor pairs or more resolve.',
    '',
    table(
      ['set', 'FMR', 'threshold', 'TAR'],
      sets.flatMap(([name, { figures }]) =>
        Object.values(figures.rates).map((rate) => [
          name,
          rate.falseMatchRate.toExponential(0),
          `${rate.threshold.toFixed(3)} ${range(rate.thresholdInterval, (value) => value.toFixed(3))}`,
          `${percent(rate.tar)} ${range(rate.tarInterval, percent)}`,
        ]),
      ),
    ),
    '',
    '### What the shipped levels mean on each set',
    '',
    'False match rate / false non-match rate at the thresholds of `calibration.json`. **Thresholds do not transfer**: within one population before',
    'one camera (`nuaa`) strangers resemble each other more than on news photos.',
    '',
    table(
      ['set', 'level 2', 'level 3', 'level 4', 'level 5'],
      sets.map(([name, set]) => [name, ...levelCells(set)]),
    ),
    '',
    '### DET curves',
    '',
    `![DET curves](${plotPath})`,
    '',
  ].join('\n');
}

function levelCells({ figures }: SetReport): string[] {
  return figures.levels.map(({ fmr, fnmr }) => `${fmr === 0 ? '0' : fmr.toExponential(1)} / ${percent(fnmr)}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function range([low, high]: Interval, format: (value: number) => string): string {
  return `[${format(low)}, ${format(high)}]`;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const thousands = (count: number): string => count.toLocaleString('en');

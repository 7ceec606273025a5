import type { Interval } from './bootstrap.js';
import type { Differential } from './fairness.js';
import type { MatchReport, SetReport } from './match.js';
import type { LevelFigures } from './match-figures.js';

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
    '### What the levels mean on each set, by centre',
    '',
    'False match rate / false non-match rate at the thresholds of `calibration.json`: of templates as they are (raw), with the shipped centre, and with a centre learnt',
    'from all people of the set but the two compared, in which the shipped one counts as 4 people (learnt). Learnt from another set: what a change of population does to a learned centre. Intervals in the JSON.',
    '',
    table(
      ['set', 'centre', 'level 2', 'level 3', 'level 4', 'level 5'],
      sets.flatMap(([name, { figures, centres, foreign = {} }]) => [
        ...(centres ? [[name, 'raw', ...levelCells(centres.raw)]] : []),
        [name, 'shipped', ...levelCells(figures)],
        ...(centres ? [[name, 'learnt', ...levelCells(centres.centred)]] : []),
        ...Object.entries(foreign).map(([other, measured]) => [name, `learnt from ${other}`, ...levelCells(measured)]),
      ]),
    ),
    '',
    ...fairnessTable(sets),
    '### DET curves',
    '',
    `![DET curves](${plotPath})`,
    '',
  ].join('\n');
}

/** One row for each group at level 3; nothing where no set has groups. */
function fairnessTable(sets: readonly [string, SetReport][]): string[] {
  const rows = sets.flatMap(([name, { fairness = [] }]) =>
    fairness.filter(({ level }) => level === 3).flatMap(({ fmr, fnmr }) => [...rowsOf(name, 'FMR', fmr), ...rowsOf(name, 'FNMR', fnmr)]),
  );
  if (rows.length === 0) return [];
  return [
    '### Groups',
    '',
    'Error rates of each group at level 3 with the shipped centre. Highest over lowest, and over the geometric mean, in the JSON; so are the other levels.',
    '',
    table(['set', 'attribute', 'group', 'people', 'rate', 'of', 'value', '95 % interval', 'worse than the rest'], rows),
    '',
  ];
}

function rowsOf(set: string, rate: string, differentials: readonly Differential[]): string[][] {
  return differentials.flatMap(({ attribute, groups, flagged }) =>
    groups.map(({ group, people, rate: found }) => [
      set,
      attribute,
      group,
      String(people),
      rate,
      thousands(found.of),
      found.rate.toExponential(1),
      `${found.low.toExponential(1)} to ${found.high.toExponential(1)}`,
      flagged.includes(group) ? 'yes' : '',
    ]),
  );
}

function levelCells({ levels }: Pick<LevelFigures, 'levels'>): string[] {
  return levels.map(({ fmr, fnmr }) => `${fmr === 0 ? '0' : fmr.toExponential(1)} / ${percent(fnmr)}`);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function range([low, high]: Interval, format: (value: number) => string): string {
  return `[${format(low)}, ${format(high)}]`;
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
const thousands = (count: number): string => count.toLocaleString('en');

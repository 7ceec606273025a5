import type { Interval } from './bootstrap.js';
import type { MatchReport, SetReport } from './match.js';
import type { LevelFairness } from './match-fairness.js';
import type { LevelFigures, LevelRates } from './match-figures.js';

/** The figures of one set under the names that `evaluate -- match` prints. Shares, not per cent. */
interface SetJson {
  readonly pictures: number;
  readonly withoutFace: number;
  /** `withoutFace` over `pictures`. */
  readonly withoutFaceShare: number;
  readonly people: number;
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  readonly eer: number;
  /** `accuracy`, `standardError`, `pairs`, `tarAtFmr1e4`, `thresholdAtFmr1e4`, `fmrAtLevel3`, `fnmrAtLevel3` and the like, where measured. */
  readonly [name: string]: number | Interval | CentreJson | Readonly<Record<string, CentreJson>> | readonly LevelFairness[];
}

/** Figures at the levels with one kind of centre: `fmrAtLevel3`, `fmrAtLevel3Interval`, `fnmrAtLevel3` and the like, and `eer`. */
type CentreJson = Readonly<Record<string, number | Interval>>;

/** The last line of `evaluate -- match`. */
export function matchJson(report: MatchReport): Record<string, SetJson> {
  return Object.fromEntries(Object.entries(report).map(([set, measured]) => [set, setJson(measured)]));
}

function setJson({ figures, pictures, withoutFace, folds, centres, foreign, fairness }: SetReport): SetJson {
  const rates = Object.entries(figures.rates).flatMap(([name, rate]): [string, number | Interval][] => [
    [`tarAtFmr${name}`, round(rate.tar)],
    [`tarAtFmr${name}Interval`, [round(rate.tarInterval[0]), round(rate.tarInterval[1])]],
    [`thresholdAtFmr${name}`, round(rate.threshold)],
  ]);
  return {
    pictures,
    withoutFace: withoutFace.length,
    withoutFaceShare: round(withoutFace.length / pictures),
    people: figures.people,
    genuinePairs: figures.genuinePairs,
    impostorPairs: figures.impostorPairs,
    eer: round(figures.eer),
    ...(folds && { accuracy: round(folds.accuracy), standardError: round(folds.standardError), pairs: folds.pairs }),
    ...Object.fromEntries([...rates, ...levelsJson(figures.levels)]),
    ...(centres && { raw: centreJson(centres.raw), shipped: centreJson(centres.shipped), centred: centreJson(centres.centred) }),
    ...(fairness && { fairness }),
    ...(foreign && { foreign: Object.fromEntries(Object.entries(foreign).map(([other, measured]) => [other, centreJson(measured)])) }),
  };
}

function centreJson({ eer, levels }: LevelFigures): CentreJson {
  return { eer: round(eer), ...Object.fromEntries(levelsJson(levels)) };
}

function levelsJson(levels: readonly LevelRates[]): [string, number | Interval][] {
  return levels.flatMap(({ level, fmr, fnmr, falseMatches, falseNonMatches }): [string, number | Interval][] => [
    [`fmrAtLevel${String(level)}`, fmr],
    [`fmrAtLevel${String(level)}Interval`, [falseMatches.low, falseMatches.high]],
    [`fnmrAtLevel${String(level)}`, round(fnmr)],
    [`fnmrAtLevel${String(level)}Interval`, [round(falseNonMatches.low), round(falseNonMatches.high)]],
  ]);
}

function round(value: number): number {
  return Number(value.toFixed(5));
}

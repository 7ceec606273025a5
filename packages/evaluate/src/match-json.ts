import type { Interval } from './bootstrap.js';
import type { MatchReport, SetReport } from './match.js';

/** The figures of one set under the names that `evaluate -- match` prints. Shares, not per cent. */
export interface SetJson {
  readonly pictures: number;
  readonly withoutFace: number;
  readonly people: number;
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  readonly eer: number;
  /** `accuracy`, `standardError`, `pairs`, `tarAtFmr1e4`, `thresholdAtFmr1e4`, `fmrAtLevel3`, `fnmrAtLevel3` and the like, where measured. */
  readonly [name: string]: number | Interval;
}

/** The last line of `evaluate -- match`. */
export function matchJson(report: MatchReport): Record<string, SetJson> {
  return Object.fromEntries(Object.entries(report).map(([set, measured]) => [set, setJson(measured)]));
}

function setJson({ figures, pictures, withoutFace, folds }: SetReport): SetJson {
  const rates = Object.entries(figures.rates).flatMap(([name, rate]): [string, number | Interval][] => [
    [`tarAtFmr${name}`, round(rate.tar)],
    [`tarAtFmr${name}Interval`, [round(rate.tarInterval[0]), round(rate.tarInterval[1])]],
    [`thresholdAtFmr${name}`, round(rate.threshold)],
  ]);
  const levels = figures.levels.flatMap(({ level, fmr, fnmr }): [string, number][] => [
    [`fmrAtLevel${String(level)}`, fmr],
    [`fnmrAtLevel${String(level)}`, round(fnmr)],
  ]);
  return {
    pictures,
    withoutFace: withoutFace.length,
    people: figures.people,
    genuinePairs: figures.genuinePairs,
    impostorPairs: figures.impostorPairs,
    eer: round(figures.eer),
    ...(folds && { accuracy: round(folds.accuracy), standardError: round(folds.standardError), pairs: folds.pairs }),
    ...Object.fromEntries([...rates, ...levels]),
  };
}

function round(value: number): number {
  return Number(value.toFixed(5));
}

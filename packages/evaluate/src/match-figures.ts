import { defaultCalibration, type Calibration } from '@face-session/face';
import { bootstrapOverPeople, type Interval } from './bootstrap.js';
import type { Comparisons } from './comparisons.js';
import {
  countBelow,
  detCurve,
  equalErrorRate,
  resolvesRate,
  shareAtOrAbove,
  sortScores,
  tarAtFmr,
  thresholdAtFmr,
  type DetPoint,
  type SortedScores,
} from './error-rates.js';
import { shareOf, type Share } from '@face-session/face';

/** False match rates that figures are given at, with the name's ending in JSON. */
const FALSE_MATCH_RATES = { '1e2': 1e-2, '1e3': 1e-3, '1e4': 1e-4, '1e5': 1e-5 } as const;
type FalseMatchRateName = keyof typeof FALSE_MATCH_RATES;

/** True accept rate at one false match rate. */
interface RateFigures {
  readonly falseMatchRate: number;
  readonly threshold: number;
  readonly tar: number;
  /** 95 %, bootstrapped over people. */
  readonly tarInterval: Interval;
  readonly thresholdInterval: Interval;
}

/** The figures of one set of comparisons. */
export interface MatchFigures {
  readonly people: number;
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  readonly eer: number;
  /** Only rates that the impostor pairs resolve: see {@link resolvesRate}. */
  readonly rates: Partial<Record<FalseMatchRateName, RateFigures>>;
  /** The error rates at the thresholds of a calibration, whatever data that was made on. */
  readonly levels: readonly LevelRates[];
  readonly det: readonly DetPoint[];
}

/** All figures of some comparisons. */
export function matchFigures(comparisons: Comparisons, calibration: Calibration = defaultCalibration): MatchFigures {
  const genuine = sortScores(comparisons.genuine.scores);
  const impostor = sortScores(comparisons.impostor.scores);
  const names = (Object.keys(FALSE_MATCH_RATES) as FalseMatchRateName[]).filter((name) =>
    resolvesRate(impostor.length, FALSE_MATCH_RATES[name]),
  );
  const intervals =
    names.length > 0
      ? bootstrapOverPeople(
          comparisons,
          names.map((name) => FALSE_MATCH_RATES[name]),
        )
      : [];
  const rates: Partial<Record<FalseMatchRateName, RateFigures>> = {};
  names.forEach((name, index) => {
    const falseMatchRate = FALSE_MATCH_RATES[name];
    rates[name] = {
      falseMatchRate,
      threshold: thresholdAtFmr(impostor, falseMatchRate),
      tar: tarAtFmr(genuine, impostor, falseMatchRate),
      tarInterval: intervals[index]?.tar ?? [0, 1],
      thresholdInterval: intervals[index]?.threshold ?? [-1, 1],
    };
  });
  return {
    people: comparisons.people,
    genuinePairs: genuine.length,
    impostorPairs: impostor.length,
    eer: equalErrorRate(genuine, impostor),
    rates,
    levels: levelsOf(genuine, impostor, calibration),
    det: detCurve(genuine, impostor),
  };
}

/** The error rates at the threshold of one level. */
export interface LevelRates {
  readonly level: number;
  readonly fmr: number;
  readonly fnmr: number;
  /** Impostor pairs at or above the threshold, with an interval that takes pairs as independent: it is too narrow where people are few. */
  readonly falseMatches: Share;
  /** Genuine pairs below the threshold, likewise. */
  readonly falseNonMatches: Share;
}

/** The error rates at the levels, with the equal error rate. */
export interface LevelFigures {
  readonly eer: number;
  readonly levels: readonly LevelRates[];
}

/** The error rates of some comparisons at the levels of a calibration. */
export function levelFigures(comparisons: Comparisons, calibration: Calibration): LevelFigures {
  const genuine = sortScores(comparisons.genuine.scores);
  const impostor = sortScores(comparisons.impostor.scores);
  return { eer: equalErrorRate(genuine, impostor), levels: levelsOf(genuine, impostor, calibration) };
}

function levelsOf(genuine: SortedScores, impostor: SortedScores, calibration: Calibration): LevelRates[] {
  return calibration.levels.map(({ level, similarity }) => {
    const falseMatches = shareOf(Math.round(shareAtOrAbove(impostor, similarity) * impostor.length), impostor.length);
    const falseNonMatches = shareOf(countBelow(genuine, similarity), genuine.length);
    return { level, fmr: falseMatches.rate, fnmr: falseNonMatches.rate, falseMatches, falseNonMatches };
  });
}

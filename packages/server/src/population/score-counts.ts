import { shareOf, type LevelThreshold, type Share } from '@face-session/face';

/** Width of a bin of similarities. The bin that a threshold lies in counts whole, so a rate is at most as much too high as 0.005 of similarity makes. */
const BIN_WIDTH = 0.005;

/** Comparisons of different people, by bin: bin 0 begins at a similarity of 0. */
type ScoreCounts = ReadonlyMap<number, number>;

/** What a level means for an operator's own people. */
export interface LevelEstimate {
  readonly level: LevelThreshold['level'];
  /** The rate that the level promises. */
  readonly promised: number;
  /** Comparisons that reached the level, of all, with the 95 % interval as if they were independent. */
  readonly found: Share;
  /** Whether the estimate rests on {@link ERRORS_EXPECTED} comparisons that the promise lets reach the level. */
  readonly enough: boolean;
  /** Whether even the lower end of the interval is above the promise. */
  readonly worse: boolean;
}

/** How many false matches the promise expects among the comparisons before an estimate replaces it: with 30 it is within a third, 90 times in 100 (the rule of 30, Doddington et al. 2000). */
const ERRORS_EXPECTED = 30;

/** The bin of a similarity, -1 to 1. */
export function binOf(similarity: number): number {
  return Math.floor(similarity / BIN_WIDTH);
}

/** Levels 2 to 5, estimated from counts. */
export function estimateLevels(counts: ScoreCounts, levels: readonly LevelThreshold[]): LevelEstimate[] {
  const entries = [...counts];
  const all = entries.reduce((sum, [, count]) => sum + count, 0);
  return levels.map(({ level, similarity, falseMatchRate }) => {
    const lowest = binOf(similarity);
    const found = shareOf(
      entries.reduce((sum, [bin, count]) => (bin >= lowest ? sum + count : sum), 0),
      all,
    );
    return {
      level,
      promised: falseMatchRate,
      found,
      enough: all * falseMatchRate >= ERRORS_EXPECTED,
      worse: all > 0 && found.low > falseMatchRate,
    };
  });
}

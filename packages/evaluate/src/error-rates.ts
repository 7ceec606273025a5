/** Similarities, sorted rising. */
export type SortedScores = Float32Array;

/** Similarities as the functions here want them; a copy. */
export const sortScores = (scores: Float32Array): SortedScores => scores.slice().sort();

/** Share of scores at or above a threshold: the false match rate of impostors, the true accept rate of genuine pairs. */
export function shareAtOrAbove(sorted: SortedScores, threshold: number): number {
  return 1 - countBelow(sorted, threshold) / sorted.length;
}

/** How many scores are below a threshold. */
export function countBelow(sorted: SortedScores, threshold: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Fewest impostor pairs above a threshold for a false match rate to count as measured. */
export const RESOLVING_PAIRS = 10;

/** Whether so many impostor pairs measure a false match rate: at least {@link RESOLVING_PAIRS} of them lie above its threshold. */
export function resolvesRate(impostorPairs: number, rate: number): boolean {
  return impostorPairs * rate >= RESOLVING_PAIRS;
}

/** The lowest threshold at which no more than `rate` of the impostors pass: just above the highest score that must not. */
export function thresholdAtFmr(impostor: SortedScores, rate: number): number {
  const allowed = Math.floor(impostor.length * rate);
  const highestRefused = impostor[impostor.length - 1 - allowed] as number;
  return highestRefused + Math.max(1e-7, Math.abs(highestRefused) * 1e-6);
}

/** True accept rate at a false match rate, 1 less the false non-match rate. */
export function tarAtFmr(genuine: SortedScores, impostor: SortedScores, rate: number): number {
  return shareAtOrAbove(genuine, thresholdAtFmr(impostor, rate));
}

/** The rate at which false matches and false non-matches are equally frequent; where the steps of the two cross, their mean. */
export function equalErrorRate(genuine: SortedScores, impostor: SortedScores): number {
  let best = 1;
  let rate = 1;
  // The crossing lies at one of the genuine scores: between them only false matches change.
  const consider = (threshold: number): void => {
    const falseNonMatches = countBelow(genuine, threshold) / genuine.length;
    const falseMatches = shareAtOrAbove(impostor, threshold);
    const distance = Math.abs(falseNonMatches - falseMatches);
    if (distance < best) {
      best = distance;
      rate = (falseNonMatches + falseMatches) / 2;
    }
  };
  for (const score of genuine) {
    consider(score);
    consider(score + 1e-6);
  }
  // And when no genuine score separates, right above the highest impostor.
  consider((impostor[impostor.length - 1] as number) + 1e-6);
  return rate;
}

/** One point of a DET curve (detection error trade-off). */
export interface DetPoint {
  readonly falseMatchRate: number;
  readonly falseNonMatchRate: number;
}

/** The DET curve at false match rates from 1 down to what the number of impostor pairs resolves. */
export function detCurve(genuine: SortedScores, impostor: SortedScores, pointsPerDecade = 12): DetPoint[] {
  const points: DetPoint[] = [];
  for (let step = 0; ; step++) {
    const rate = 10 ** (-step / pointsPerDecade);
    if (rate * impostor.length < 1) return points;
    if (rate < 1) points.push({ falseMatchRate: rate, falseNonMatchRate: 1 - tarAtFmr(genuine, impostor, rate) });
  }
}

/** Share of right verdicts at the best threshold, genuine and impostor pairs counted alike however many there are. */
export function verificationAccuracy(genuine: SortedScores, impostor: SortedScores): number {
  let best = 0;
  for (const threshold of genuine) {
    best = Math.max(best, (shareAtOrAbove(genuine, threshold) + 1 - shareAtOrAbove(impostor, threshold)) / 2);
  }
  return best;
}

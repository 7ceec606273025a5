import { mulberry32 } from '@face-session/face';
import { asTheyAre, type Sample, type Score } from './comparisons.js';

/** Outcome of the LFW protocol: mean accuracy of the folds, and the standard error of that mean. */
export interface FoldAccuracy {
  readonly accuracy: number;
  readonly standardError: number;
  readonly pairs: number;
}

const FOLDS = 10;
/** Of each kind, as in the protocol of LFW (Huang et al. 2007, view 2). */
const PAIRS_PER_FOLD = 300;
const SEED = 2007;

interface Pair {
  readonly same: boolean;
  readonly score: number;
}

/**
 * Verification accuracy as LFW has it: people split into ten folds, 300 genuine and 300 impostor pairs within each (fewer of both where there are
 * not as many), each fold judged with the threshold that is best on the other nine. Drawn the same each time.
 */
export function foldAccuracy(samples: readonly Sample[], score: Score = asTheyAre): FoldAccuracy {
  const random = mulberry32(SEED);
  const byPerson = groupByPerson(samples);
  const people = shuffle(
    [...byPerson.values()].filter((pictures) => pictures.length > 1),
    random,
  );
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    drawPairs(
      people.filter((__, index) => index % FOLDS === fold),
      random,
      score,
    ),
  );
  const accuracies = folds.map((fold, index) => accuracyAt(fold, bestThreshold(folds.filter((_, other) => other !== index).flat())));
  const accuracy = mean(accuracies);
  const deviation = Math.sqrt(accuracies.reduce((sum, value) => sum + (value - accuracy) ** 2, 0) / (FOLDS - 1));
  return { accuracy, standardError: deviation / Math.sqrt(FOLDS), pairs: folds.flat().length };
}

function groupByPerson(samples: readonly Sample[]): Map<string, Sample[]> {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const group = groups.get(sample.person);
    if (group) group.push(sample);
    else groups.set(sample.person, [sample]);
  }
  return groups;
}

function drawPairs(people: readonly Sample[][], random: () => number, score: Score): Pair[] {
  const genuine = people.flatMap((pictures) =>
    pictures.flatMap((picture, i) => pictures.slice(i + 1).map((other) => ({ same: true, score: score(picture, other) }))),
  );
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const chosen = shuffle(genuine, random).slice(0, PAIRS_PER_FOLD);
  const impostor = chosen.map(() => {
    const first = pick(people);
    let second = pick(people);
    while (second === first) second = pick(people);
    return { same: false, score: score(pick(first), pick(second)) };
  });
  return [...chosen, ...impostor];
}

function accuracyAt(pairs: readonly Pair[], threshold: number): number {
  return mean(pairs.map(({ same, score }) => (score >= threshold === same ? 1 : 0)));
}

/** The threshold with the fewest errors: passes over the pairs in the order of their scores. */
function bestThreshold(pairs: readonly Pair[]): number {
  const sorted = [...pairs].sort((a, b) => a.score - b.score);
  let errors = sorted.filter(({ same }) => !same).length;
  let fewest = errors;
  let threshold = -1;
  sorted.forEach(({ same, score }, index) => {
    errors += same ? 1 : -1;
    if (errors < fewest) {
      fewest = errors;
      threshold = (score + (sorted[index + 1]?.score ?? score)) / 2;
    }
  });
  return threshold;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function shuffle<T>(list: T[], random: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j] as T, list[i] as T];
  }
  return list;
}

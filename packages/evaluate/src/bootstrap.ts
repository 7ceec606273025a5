import { mulberry32 } from '@face-session/face';
import type { Comparisons, ScoredPairs } from './comparisons.js';

/** A 95 % interval. */
export type Interval = readonly [low: number, high: number];

/** What one resampling of the people gives at a false match rate. */
interface RateInterval {
  readonly tar: Interval;
  readonly threshold: Interval;
}

const REPLICATES = 1000;
const LEAST_TAIL = 20_000;
const SEED = 20_240_601;

/**
 * 95 % intervals of the true accept rate and the threshold at each false match rate, bootstrapped over people: pairs of one person are not
 * independent, so whole people are drawn with repetition, and each pair counts as often as both of its people were drawn.
 */
export function bootstrapOverPeople(comparisons: Comparisons, rates: readonly number[]): RateInterval[] {
  const { genuine, impostor, people } = comparisons;
  const random = mulberry32(SEED);
  const highestRate = Math.max(...rates);
  // Three times what the highest rate lets pass is more than any replicate of many people reads; of few people, it may be all.
  const tail = highestPairs(impostor, Math.max(LEAST_TAIL, Math.ceil(impostor.scores.length * 3 * highestRate)));
  const impostorPairsOf = pairCounter(impostor, people);
  const genuineOrder = highestPairs(genuine, genuine.scores.length);
  const tars = rates.map(() => new Float64Array(REPLICATES));
  const thresholds = rates.map(() => new Float64Array(REPLICATES));
  const weights = new Float64Array(people);
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    weights.fill(0);
    for (let i = 0; i < people; i++) {
      const drawn = Math.floor(random() * people);
      weights[drawn] = (weights[drawn] as number) + 1;
    }
    const total = impostorPairsOf(weights);
    const found = thresholdsOf(
      impostor,
      tail,
      weights,
      rates.map((rate) => rate * total),
    );
    const accepted = sharesOf(genuine, genuineOrder, weights, found);
    rates.forEach((_, index) => {
      (tars[index] as Float64Array)[replicate] = accepted[index] as number;
      (thresholds[index] as Float64Array)[replicate] = found[index] as number;
    });
  }
  return rates.map((_, index) => ({ tar: interval(tars[index] as Float64Array), threshold: interval(thresholds[index] as Float64Array) }));
}

/** The middle 95 % of some values. */
export function interval(values: Float64Array): Interval {
  const sorted = values.slice().sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
  return [at(0.025), at(0.975)];
}

/** Numbers of the `count` pairs with the highest scores, falling. */
function highestPairs({ scores }: ScoredPairs, count: number): Uint32Array {
  const limit = scores.slice().sort()[Math.max(0, scores.length - count)] as number;
  const numbers: number[] = [];
  scores.forEach((score, index) => {
    if (score >= limit) numbers.push(index);
  });
  return Uint32Array.from(numbers).sort((a, b) => (scores[b] as number) - (scores[a] as number));
}

/** The number of pairs when each person counts as often as `weights` says, from how many pairs each two people have. */
function pairCounter({ first, second }: ScoredPairs, people: number): (weights: Float64Array) => number {
  const counts = new Map<number, number>();
  first.forEach((a, index) => {
    const key = a * people + (second[index] as number);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const keys = Uint32Array.from(counts.keys());
  const values = Uint32Array.from(counts.values());
  return (weights) => {
    let total = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as number;
      total += (values[i] as number) * (weights[Math.floor(key / people)] as number) * (weights[key % people] as number);
    }
    return total;
  };
}

/** Walks down the pairs until each allowed weight is used up; the thresholds, in the order of `allowed`. */
function thresholdsOf(pairs: ScoredPairs, order: Uint32Array, weights: Float64Array, allowed: readonly number[]): number[] {
  const found = allowed.map(() => -1);
  let pending = allowed.length;
  let passed = 0;
  for (const pair of order) {
    passed += (weights[pairs.first[pair] as number] as number) * (weights[pairs.second[pair] as number] as number);
    for (let index = 0; index < allowed.length; index++) {
      if (found[index] === -1 && passed > (allowed[index] as number)) {
        found[index] = (pairs.scores[pair] as number) + 1e-7;
        pending--;
      }
    }
    if (pending === 0) break;
  }
  return found;
}

/** Weighted share of the pairs at or above each threshold. */
function sharesOf(pairs: ScoredPairs, order: Uint32Array, weights: Float64Array, thresholds: readonly number[]): number[] {
  let total = 0;
  const passed = thresholds.map(() => 0);
  for (const pair of order) {
    const weight = weights[pairs.first[pair] as number] as number;
    total += weight;
    thresholds.forEach((threshold, index) => {
      if ((pairs.scores[pair] as number) >= threshold) passed[index] = (passed[index] as number) + weight;
    });
  }
  return passed.map((count) => (total > 0 ? count / total : 0));
}

import type { Centres } from '@face-session/face';
import { compareTemplates } from '@face-session/liveness';
import { peopleMeans, type RoleMeans } from './people-means.js';

/** A picture's template and whose it is. */
export interface Sample {
  readonly person: string;
  /** Which picture it was made from: a picture is never compared with a copy of itself. */
  readonly picture: string;
  readonly template: Float32Array;
}

/** Similarities of pairs with the persons (by number) on either side. */
export interface ScoredPairs {
  readonly scores: Float32Array;
  readonly first: Uint16Array;
  readonly second: Uint16Array;
}

/** What came of comparing samples: genuine pairs are of one person, impostor pairs of two. */
export interface Comparisons {
  readonly people: number;
  /** Samples of each person. */
  readonly samples: readonly number[];
  readonly genuine: ScoredPairs;
  readonly impostor: ScoredPairs;
}

/** Scores a pair of samples. */
export type Score = (reference: Sample, live: Sample) => number;

/** Scores samples by their similarity as they are. */
export const asTheyAre: Score = (reference, live) => compareTemplates(reference.template, live.template);

/** Scores samples with these centres subtracted; as they are without. */
export function centredBy(centres: Centres | undefined): Score {
  return (reference, live) => compareTemplates(reference.template, live.template, centres);
}

/**
 * Scores samples as a service does that learnt its centres from all people but the two compared: shrunk towards `prior`, which counts like
 * `priorWeight` people.
 */
export function centredByOthers(references: readonly Sample[], probes: readonly Sample[], prior: RoleMeans, priorWeight: number): Score {
  const reference = peopleMeans(references);
  const live = peopleMeans(probes);
  const length = prior.reference.length;
  const centres = { version: 'others', reference: new Float32Array(length), live: new Float32Array(length) };
  return (a, b) => {
    reference.meanOfOthers(a.person, b.person, prior.reference, priorWeight, centres.reference);
    live.meanOfOthers(a.person, b.person, prior.live, priorWeight, centres.live);
    return compareTemplates(a.template, b.template, centres);
  };
}

/** All pairs of a list of samples. Memory: 8 bytes for each pair. */
export function compareAll(samples: readonly Sample[], score: Score = asTheyAre): Comparisons {
  return collect(samples, samples, (i) => i + 1, score);
}

/** Each sample of one list with each of another, as reference photos with selfies. */
export function compareLists(references: readonly Sample[], probes: readonly Sample[], score: Score = asTheyAre): Comparisons {
  return collect(references, probes, () => 0, score);
}

function collect(rows: readonly Sample[], columns: readonly Sample[], startOf: (row: number) => number, score: Score): Comparisons {
  const numbers = new Map<string, number>();
  for (const { person } of [...rows, ...columns]) if (!numbers.has(person)) numbers.set(person, numbers.size);
  if (numbers.size > 0xffff) throw new RangeError('More than 65,535 people cannot be compared at once');
  const personOf = (sample: Sample): number => numbers.get(sample.person) as number;
  const samples = new Array<number>(numbers.size).fill(0);
  for (const sample of columns) samples[personOf(sample)] = (samples[personOf(sample)] as number) + 1;
  let genuineCount = 0;
  let impostorCount = 0;
  rows.forEach((row, i) => {
    for (let j = startOf(i); j < columns.length; j++) {
      const column = columns[j] as Sample;
      if (row.person !== column.person) impostorCount++;
      else if (row.picture !== column.picture) genuineCount++;
    }
  });
  const genuine = emptyPairs(genuineCount);
  const impostor = emptyPairs(impostorCount);
  let genuineAt = 0;
  let impostorAt = 0;
  rows.forEach((row, i) => {
    const first = personOf(row);
    for (let j = startOf(i); j < columns.length; j++) {
      const column = columns[j] as Sample;
      if (row.picture === column.picture) continue;
      const second = personOf(column);
      const pairs = first === second ? genuine : impostor;
      const at = first === second ? genuineAt++ : impostorAt++;
      pairs.scores[at] = score(row, column);
      pairs.first[at] = first;
      pairs.second[at] = second;
    }
  });
  return { people: numbers.size, samples, genuine, impostor };
}

function emptyPairs(count: number): ScoredPairs {
  return { scores: new Float32Array(count), first: new Uint16Array(count), second: new Uint16Array(count) };
}

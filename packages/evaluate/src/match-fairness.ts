import { mulberry32, defaultCalibration, type Calibration } from '@face-session/face';
import type { Sample, Score } from './comparisons.js';
import type { DataItem, Groups } from './data-set.js';
import { differentialsOf, type Differential, type GroupCases } from './fairness.js';

/** How the error rates of one level differ between groups of people. */
export interface LevelFairness {
  readonly level: number;
  /** False match rate of strangers of one group. */
  readonly fmr: readonly Differential[];
  /** False non-match rate of the people of a group. */
  readonly fnmr: readonly Differential[];
}

const SEED = 20_240_602;

/** The differential figures of matching by the groups of the manifest; null where it has none. */
export function matchFairness(
  samples: readonly Sample[],
  items: readonly DataItem[],
  score: Score,
  { levels }: Calibration = defaultCalibration,
): LevelFairness[] | null {
  const groupsOf = new Map(items.map(({ path, groups }) => [path, groups]));
  if (items.every(({ groups }) => groups === undefined)) return null;
  const counted = levels.map(({ level, similarity }) => ({ level, similarity, strangers: new Cases(), themselves: new Cases() }));
  samples.forEach((reference, index) => {
    for (const live of samples.slice(index + 1)) {
      if (reference.picture === live.picture) continue;
      const groups = sharedGroups(groupsOf.get(reference.picture), groupsOf.get(live.picture));
      const isStranger = reference.person !== live.person;
      const similarity = score(reference, live);
      for (const level of counted) {
        const matches = similarity >= level.similarity;
        if (isStranger) level.strangers.add(groups, [reference.person, live.person], matches);
        else level.themselves.add(groups, [live.person], !matches);
      }
    }
  });
  return counted.map(({ level, strangers, themselves }) => ({
    level,
    fmr: differentialsOf(strangers.all(), mulberry32(SEED)),
    fnmr: differentialsOf(themselves.all(), mulberry32(SEED)),
  }));
}

/** The groups that both pictures are of. */
function sharedGroups(one: Groups = {}, other: Groups = {}): Groups {
  return Object.fromEntries(Object.entries(one).filter(([attribute, group]) => other[attribute] === group));
}

/** Counts cases of the same people and groups together. */
class Cases {
  readonly #cases = new Map<string, { groups: Groups; people: readonly string[]; errors: number; of: number }>();

  add(groups: Groups, people: readonly string[], isError: boolean): void {
    const key = JSON.stringify([groups, [...people].sort()]);
    const cases = this.#cases.get(key) ?? { groups, people, errors: 0, of: 0 };
    this.#cases.set(key, cases);
    cases.of++;
    if (isError) cases.errors++;
  }

  all(): GroupCases[] {
    return [...this.#cases.values()];
  }
}

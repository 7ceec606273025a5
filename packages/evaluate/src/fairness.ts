import { shareOf, type Share } from '@face-session/face';
import type { Groups } from './data-set.js';

/** An error rate of one group, beside the rest of the same cases. */
interface GroupRate {
  readonly group: string;
  readonly rate: Share;
  /** People behind it: with few of them the interval, which takes cases as independent, is too narrow. */
  readonly people: number;
}

/**
 * How an error rate differs between groups (differential performance, as ISO/IEC 19795-10:2024 calls it). Not a statement of conformance.
 */
export interface Differential {
  /** The attribute of the groups: a key of `groups` in the manifest. */
  readonly attribute: string;
  readonly groups: readonly GroupRate[];
  /** Highest rate over lowest; null where the lowest is 0. */
  readonly maxOverMin: number | null;
  /** Highest rate over the geometric mean of all; null where one is 0. */
  readonly maxOverGeometricMean: number | null;
  /** Groups whose rate is worse than that of all others together, beyond chance. */
  readonly flagged: readonly string[];
}

/** Cases of a rate that are of the same people and groups. */
export interface GroupCases {
  readonly groups: Groups;
  /** The people of the cases: one, or the two that were compared. */
  readonly people: readonly string[];
  readonly errors: number;
  readonly of: number;
}

/** Fewest people in a group, and outside of it, for it to be flagged: a few odd ones are no group. */
const LEAST_PEOPLE = 5;

/** Draws of people, for the test of chance. */
const REPLICATES = 200;

/** A group is flagged if its rate is higher than that of the rest in so many of the draws, shared between the groups of an attribute (Bonferroni). */
const CONFIDENCE = 0.99;

/** The differential figures of one error rate for every attribute that its cases have, seeded: the same cases give the same figures. */
export function differentialsOf(cases: readonly GroupCases[], random: () => number): Differential[] {
  const attributes = [...new Set(cases.flatMap(({ groups }) => Object.keys(groups)))].sort();
  return attributes.map((attribute) => differentialOf(attribute, cases, random));
}

function differentialOf(attribute: string, cases: readonly GroupCases[], random: () => number): Differential {
  const byGroup = new Map<string, GroupCases[]>();
  for (const one of cases) {
    const group = one.groups[attribute];
    if (group !== undefined) byGroup.set(group, [...(byGroup.get(group) ?? []), one]);
  }
  const groups = [...byGroup].map(([group, own]) => ({
    group,
    rate: shareOf(
      own.reduce((sum, { errors }) => sum + errors, 0),
      own.reduce((sum, { of }) => sum + of, 0),
    ),
    people: peopleOf(own).length,
  }));
  const rates = groups.map(({ rate }) => rate.rate);
  const [highest, lowest] = [Math.max(...rates), Math.min(...rates)];
  const geometricMean = Math.exp(rates.reduce((sum, rate) => sum + Math.log(rate), 0) / rates.length);
  const flagged = [...byGroup].filter(([group, own]) => {
    const rest = [...byGroup].flatMap(([other, cases]) => (other === group ? [] : cases));
    return isWorse(own, rest, random, 1 - (1 - CONFIDENCE) / byGroup.size);
  });
  return {
    attribute,
    groups,
    maxOverMin: lowest > 0 ? highest / lowest : null,
    maxOverGeometricMean: lowest > 0 ? highest / geometricMean : null,
    flagged: flagged.map(([group]) => group),
  };
}

/** Whether a rate is higher than another one in nearly all draws of whole people: cases of one person are not independent. */
function isWorse(own: readonly GroupCases[], rest: readonly GroupCases[], random: () => number, confidence: number): boolean {
  if (peopleOf(own).length < LEAST_PEOPLE || peopleOf(rest).length < LEAST_PEOPLE) return false;
  const drawOwn = drawerOf(own, random);
  const drawRest = drawerOf(rest, random);
  let higher = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate++) if (drawOwn() > drawRest()) higher++;
  return higher >= confidence * REPLICATES;
}

/** The error rate when people are drawn with repetition: each case counts as often as all of its people were drawn. */
function drawerOf(cases: readonly GroupCases[], random: () => number): () => number {
  const people = peopleOf(cases);
  const numbers = new Map(people.map((person, index) => [person, index]));
  const casePeople = cases.map((one) => one.people.map((person) => numbers.get(person) as number));
  return () => {
    const weights = new Uint16Array(people.length);
    for (let drawn = 0; drawn < people.length; drawn++) {
      const who = Math.floor(random() * people.length);
      weights[who] = (weights[who] as number) + 1;
    }
    let [all, wrong] = [0, 0];
    cases.forEach(({ errors, of }, index) => {
      const weight = (casePeople[index] as number[]).reduce((product, person) => product * (weights[person] as number), 1);
      all += weight * of;
      wrong += weight * errors;
    });
    return all > 0 ? wrong / all : 0;
  };
}

function peopleOf(cases: readonly GroupCases[]): string[] {
  return [...new Set(cases.flatMap(({ people }) => people))];
}

import { TEMPLATE_LENGTH } from '@face-session/face';
import { expect, it } from 'vitest';
import { asTheyAre, type Sample } from './comparisons.js';
import type { DataItem } from './data-set.js';
import { matchFairness } from './match-fairness.js';
import { seededRandom } from './random.js';

/*
 * A synthetic set with planted groups: in one origin strangers share a component of their templates, and one device blurs its pictures. The example of
 * docs/accuracy.md, "Groups".
 */

const random = seededRandom(5);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
const drawn = (): Float32Array => unit(Float32Array.from({ length: TEMPLATE_LENGTH }, (_, index) => (index < 84 ? normal() : 0)));

function syntheticSet(): { samples: Sample[]; items: DataItem[] } {
  const samples: Sample[] = [];
  const items: DataItem[] = [];
  for (let number = 0; number < 60; number++) {
    const [origin, device] = [number % 2 ? 'north' : 'south', number % 3 === 0 ? 'old' : 'new'];
    const person = String(number);
    const own = drawn();
    for (let picture = 0; picture < 3; picture++) {
      const noise = drawn();
      const template = unit(own.map((value, index) => value + (device === 'old' ? 1.1 : 0.4) * (noise[index] as number)));
      if (origin === 'south') template[100] = 0.6;
      const path = `${person}-${String(picture)}`;
      samples.push({ person, picture: path, template: unit(template) });
      items.push({ set: 'synthetic', path, label: person, groups: { origin, device } });
    }
  }
  return { samples, items };
}

it('finds the origin whose strangers resemble each other and the device that blurs, and nothing else', () => {
  const { samples, items } = syntheticSet();
  const level3 = matchFairness(samples, items, asTheyAre)?.find(({ level }) => level === 3);
  const flagged = (differentials: readonly { attribute: string; flagged: readonly string[] }[] = []) =>
    differentials.map(({ attribute, flagged: groups }) => [attribute, groups]);
  expect(flagged(level3?.fmr)).toEqual([
    ['device', []],
    ['origin', ['south']],
  ]);
  expect(flagged(level3?.fnmr)).toEqual([
    ['device', ['old']],
    ['origin', []],
  ]);
});

it('is null for a manifest without groups', () => {
  const { samples, items } = syntheticSet();
  expect(
    matchFairness(
      samples,
      items.map(({ set, path, label }) => ({ set, path, label })),
      asTheyAre,
    ),
  ).toBeNull();
});

import { mulberry32, TEMPLATE_LENGTH } from '@face-session/face';
import { expect, it } from 'vitest';
import { asTheyAre, type Sample } from './comparisons.js';
import type { DataItem } from './data-set.js';
import { matchFairness } from './match-fairness.js';

/*
 * A synthetic set with planted groups: in one origin strangers share a component of their templates, and one device blurs its pictures. The example of
 * docs/accuracy.md, "Groups".
 */

const random = mulberry32(5);
const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};
const drawn = (): Float32Array => unit(Float32Array.from({ length: TEMPLATE_LENGTH }, (_, index) => (index < 84 ? normal() : 0)));

/** @param alike what the strangers of one origin share; 0: nothing @param blur noise of the old device's pictures, where that of the new one is 0.4 */
function syntheticSet(alike: number, blur: number): { samples: Sample[]; items: DataItem[] } {
  const samples: Sample[] = [];
  const items: DataItem[] = [];
  for (let number = 0; number < 60; number++) {
    const [origin, device] = [number % 2 ? 'north' : 'south', number % 3 === 0 ? 'old' : 'new'];
    const person = String(number);
    const own = drawn();
    for (let picture = 0; picture < 3; picture++) {
      const noise = drawn();
      const template = unit(own.map((value, index) => value + (device === 'old' ? blur : 0.4) * (noise[index] as number)));
      if (origin === 'south') template[100] = alike;
      const path = `${person}-${String(picture)}`;
      samples.push({ person, picture: path, template: unit(template) });
      items.push({ set: 'synthetic', path, label: person, groups: { origin, device } });
    }
  }
  return { samples, items };
}

it.each([
  { planted: 'nothing', alike: 0, blur: 0.4, fmr: { device: [], origin: [] }, fnmr: { device: [], origin: [] } },
  {
    planted: 'an origin whose strangers are alike',
    alike: 0.6,
    blur: 0.4,
    fmr: { device: [], origin: ['south'] },
    fnmr: { device: [], origin: [] },
  },
  { planted: 'a device that blurs', alike: 0, blur: 1.4, fmr: { device: [], origin: [] }, fnmr: { device: ['old'], origin: [] } },
])('finds $planted, and nothing else', ({ alike, blur, fmr, fnmr }) => {
  const { samples, items } = syntheticSet(alike, blur);
  const level3 = matchFairness(samples, items, asTheyAre)?.find(({ level }) => level === 3);
  const flagged = (differentials: readonly { attribute: string; flagged: readonly string[] }[] = []) =>
    Object.fromEntries(differentials.map(({ attribute, flagged: groups }) => [attribute, groups]));
  expect({ fmr: flagged(level3?.fmr), fnmr: flagged(level3?.fnmr) }).toEqual({ fmr, fnmr });
});

it('is null for a manifest without groups', () => {
  const { samples, items } = syntheticSet(0, 0.4);
  const ungrouped = items.map(({ set, path, label }) => ({ set, path, label }));
  expect(matchFairness(samples, ungrouped, asTheyAre)).toBeNull();
});

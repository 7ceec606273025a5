import { mulberry32 } from '@face-session/face';
import { describe, expect, it } from 'vitest';
import { differentialsOf, type GroupCases } from './fairness.js';

/** People of two origins with 20 cases each; `rates` says how many cases of a person are errors on average. */
function casesOf(rates: Readonly<Record<string, number>>, people = 40, seed = 1): GroupCases[] {
  const random = mulberry32(seed);
  return Object.entries(rates).flatMap(([origin, rate]) =>
    Array.from({ length: people }, (_, number) => `${origin} ${String(number)}`).flatMap((person) => {
      // People differ: some have many errors, most have few.
      const own = rate * 2 * random();
      const errors = Array.from({ length: 20 }, () => random() < own).filter(Boolean).length;
      return [{ groups: { origin }, people: [person], errors, of: 20 }];
    }),
  );
}

const only = (cases: readonly GroupCases[]) => {
  const [differential, ...others] = differentialsOf(cases, mulberry32(7));
  expect(others).toEqual([]);
  return differential;
};

describe('a rate by group', () => {
  it('is given for each group, with the ratios between the highest, the lowest and the geometric mean', () => {
    const person = (origin: string, errors: number, of: number): GroupCases[] => [{ groups: { origin }, people: [origin], errors, of }];
    expect(only([...person('a', 1, 100), ...person('b', 4, 100)])).toMatchObject({
      attribute: 'origin',
      groups: [
        { group: 'a', people: 1, rate: { count: 1, of: 100 } },
        { group: 'b', people: 1, rate: { count: 4, of: 100 } },
      ],
      maxOverMin: 4,
      maxOverGeometricMean: expect.closeTo(2, 9) as number,
    });
  });

  it('has no ratio where one group has no error', () => {
    expect(only(casesOf({ a: 0, b: 0.1 }))).toMatchObject({ maxOverMin: null, maxOverGeometricMean: null });
  });

  it.each([
    { planted: 'b', rates: { a: 0.05, b: 0.2 } },
    { planted: 'c', rates: { a: 0.05, b: 0.05, c: 0.15 } },
  ])('flags the planted group $planted and no other', ({ planted, rates }) => {
    expect(only(casesOf(rates))?.flagged).toEqual([planted]);
  });

  it('flags nothing where nothing is planted, in 40 data sets of 3 groups', () => {
    const flagged = Array.from({ length: 40 }, (_, seed) => only(casesOf({ a: 0.1, b: 0.1, c: 0.1 }, 40, seed + 1))?.flagged ?? []);
    // One in a hundred attributes is flagged by chance.
    expect(flagged.filter((groups) => groups.length > 0).length).toBeLessThanOrEqual(2);
  });

  it('flags no group of fewer than five people, whatever their rate is', () => {
    const few = casesOf({ b: 0.6 }, 4);
    expect(only([...casesOf({ a: 0.02 }), ...few])?.flagged).toEqual([]);
  });

  it('is given for each attribute by itself', () => {
    const cases = casesOf({ a: 0.05, b: 0.2 }).map((one, index) => ({
      ...one,
      groups: { ...one.groups, device: index % 2 ? 'new' : 'old' },
    }));
    expect(differentialsOf(cases, mulberry32(7)).map(({ attribute, flagged }) => [attribute, flagged])).toEqual([
      ['device', []],
      ['origin', ['b']],
    ]);
  });
});

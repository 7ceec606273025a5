import { mulberry32 } from '@face-session/face';
import { describe, expect, it } from 'vitest';
import { centredBy, centredByOthers, compareAll, type Sample } from './comparisons.js';
import { peopleMeans } from './people-means.js';

/** People of one population: each template is a shared direction, a direction of the person's own, and noise, of unit length. */
function population(people: number, pictures: number, shared: number): Sample[] {
  const random = mulberry32(5);
  const draw = (): number[] => Array.from({ length: 128 }, () => random() + random() + random() - 1.5);
  const common = draw();
  return Array.from({ length: people }, (_, person) => {
    const own = draw();
    return Array.from({ length: pictures }, (__, picture) => {
      const noise = draw();
      const values = own.map((value, i) => value + shared * (common[i] as number) + 0.4 * (noise[i] as number));
      const length = Math.hypot(...values);
      return {
        person: `p${String(person)}`,
        picture: `${String(person)}/${String(picture)}`,
        template: Float32Array.from(values, (value) => value / length),
      };
    });
  }).flat();
}

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const nothing = { reference: new Float32Array(128), live: new Float32Array(128) };

describe('the mean of people', () => {
  const sample = (person: string, ...template: number[]): Sample => ({ person, picture: person, template: Float32Array.from(template) });

  it('counts a person once, however many pictures there are', () => {
    const means = peopleMeans([sample('a', 1, 0), sample('a', 1, 0), sample('a', 1, 0), sample('b', 0, 1)]);
    expect([...means.mean()]).toEqual([0.5, 0.5]);
  });

  it('leaves out the two people compared, and counts the prior as people', () => {
    const means = peopleMeans([sample('a', 1, 0), sample('b', 0, 1), sample('c', 0.5, 0.5)]);
    const out = new Float32Array(2);
    means.meanOfOthers('a', 'b', new Float32Array(2), 0, out);
    expect([...out]).toEqual([0.5, 0.5]);
    means.meanOfOthers('a', 'a', new Float32Array(2), 0, out);
    expect([...out]).toEqual([0.25, 0.75]);
    means.meanOfOthers('a', 'b', Float32Array.of(1, 1), 1, out);
    expect([...out]).toEqual([0.75, 0.75]);
    // Without anybody else, the prior is all there is.
    peopleMeans([sample('a', 1, 0), sample('b', 0, 1)]).meanOfOthers('a', 'b', Float32Array.of(0.3, 0.4), 4, out);
    expect([out[0], out[1]].map((value) => Number(value?.toFixed(5)))).toEqual([0.3, 0.4]);
  });
});

describe('comparing with the centre of other people', () => {
  it('takes off what strangers of one population share, and keeps what one person shares', () => {
    const samples = population(20, 3, 1.5);
    const raw = compareAll(samples, centredBy(undefined));
    const learnt = compareAll(samples, centredByOthers(samples, samples, nothing, 4));
    expect(mean(raw.impostor.scores)).toBeGreaterThan(0.4);
    expect(Math.abs(mean(learnt.impostor.scores))).toBeLessThan(0.15);
    expect(mean(learnt.genuine.scores)).toBeGreaterThan(0.7);
  });

  it('stays near the scores as they are with a prior of very many people', () => {
    const samples = population(6, 2, 1);
    const raw = compareAll(samples).impostor.scores;
    const learnt = compareAll(samples, centredByOthers(samples, samples, nothing, 1e6)).impostor.scores;
    raw.forEach((score, index) => {
      expect(learnt[index]).toBeCloseTo(score, 4);
    });
  });
});

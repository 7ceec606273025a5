/** A mean template for each role. */
export interface RoleMeans {
  readonly reference: Float32Array;
  readonly live: Float32Array;
}

/** The mean template of each person, and the mean over people. */
interface PeopleMeans {
  readonly people: number;
  /** Mean over the people's means: each counts once, however many pictures there are. */
  mean(): Float32Array;
  /** Writes to `out` the mean over all people but two, with `prior` counted as `weight` people. */
  meanOfOthers(first: string, second: string, prior: Float32Array, weight: number, out: Float32Array): void;
}

/** The means of some templates, each with the person it is of; at least one. */
export function peopleMeans(samples: readonly { readonly person: string; readonly template: Float32Array }[]): PeopleMeans {
  const length = samples[0]?.template.length ?? 0;
  const sums = new Map<string, { readonly sum: Float64Array; count: number }>();
  for (const { person, template } of samples) {
    const entry = sums.get(person) ?? { sum: new Float64Array(length), count: 0 };
    sums.set(person, entry);
    entry.count++;
    template.forEach((value, i) => {
      entry.sum[i] = (entry.sum[i] as number) + value;
    });
  }
  const means = new Map([...sums].map(([person, { sum, count }]) => [person, sum.map((value) => value / count)]));
  const total = new Float64Array(length);
  for (const mean of means.values()) for (let i = 0; i < length; i++) total[i] = (total[i] as number) + (mean[i] as number);
  const nobody = new Float64Array(length);
  return {
    people: means.size,
    mean: () => Float32Array.from(total, (value) => value / means.size),
    meanOfOthers(first, second, prior, weight, out) {
      const a = means.get(first);
      const b = first === second ? undefined : means.get(second);
      const people = means.size - (a ? 1 : 0) - (b ? 1 : 0) + weight;
      const minusA = a ?? nobody;
      const minusB = b ?? nobody;
      for (let i = 0; i < length; i++) {
        const sum = (total[i] as number) - (minusA[i] as number) - (minusB[i] as number) + weight * (prior[i] as number);
        out[i] = sum / people;
      }
    },
  };
}

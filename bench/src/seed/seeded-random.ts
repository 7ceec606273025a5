/** Random numbers that are the same for the same seed. Not for secrets. */
export interface SeededRandom {
  /** From 0 to 1. */
  next(): number;
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  /** One of the values, each as likely as its weight says. */
  pick<Value>(weights: readonly (readonly [value: Value, weight: number])[]): Value;
  /** Around a middle, mostly within a spread of it (a sum of uniform numbers). */
  around(middle: number, spread: number): number;
  /** So many hex digits. */
  hex(digits: number): string;
}

/** Mulberry32: 32 bits of state, good enough for pictures of traffic. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    below: (below) => Math.floor(next() * below),
    pick(weights) {
      let left = next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of weights) {
        left -= weight;
        if (left <= 0) return value;
      }
      const last = weights.at(-1);
      if (!last) throw new Error('There is nothing to pick from.');
      return last[0];
    },
    around: (middle, spread) => middle + (next() + next() + next() - 1.5) * spread,
    hex: (digits) =>
      Array.from({ length: Math.ceil(digits / 8) }, () =>
        Math.floor(next() * 2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      )
        .join('')
        .slice(0, digits),
  };
}

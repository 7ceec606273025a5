/** A share of cases, with its 95 % interval. */
export interface Share {
  readonly count: number;
  readonly of: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution, for 95 % between both tails. */
const Z = 1.96;

/** Wilson's score interval (1927): holds for small numbers and for shares of 0 and 1 too. Cases count as independent, which frames of one recording are not. */
export function shareOf(count: number, of: number): Share {
  if (of === 0) return { count, of, rate: NaN, low: 0, high: 1 };
  const rate = count / of;
  const spread = Z * Math.sqrt((rate * (1 - rate)) / of + (Z * Z) / (4 * of * of));
  const scale = 1 + (Z * Z) / of;
  const middle = rate + (Z * Z) / (2 * of);
  return { count, of, rate, low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

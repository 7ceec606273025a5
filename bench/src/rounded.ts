/** A number to so many decimals. */
export function roundTo(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals;
}

/** A value with all numbers in it to so many decimals. */
export function rounded(value: unknown, decimals: number): unknown {
  if (typeof value === 'number') return roundTo(value, decimals);
  if (Array.isArray(value)) return value.map((inner) => rounded(inner, decimals));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, rounded(inner, decimals)]));
}

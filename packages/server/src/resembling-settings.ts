/** Letters in which a misspelt name may differ from a known one. */
const MAX_DISTANCE = 2;

/** Shortest name that is compared, in letters: short ones, such as PORT and HOST, resemble too many others. */
const MIN_LENGTH = 8;

/**
 * Returns names in the environment that resemble a setting, each with that setting. Without this check a misspelt setting is ignored, and the service
 * runs with the default.
 */
export function resemblingSettings(names: readonly string[], known: readonly string[]): (readonly [name: string, setting: string])[] {
  return names.flatMap((name) => {
    if (known.includes(name) || name.length < MIN_LENGTH) return [];
    const setting = known.find((candidate) => candidate.length >= MIN_LENGTH && distance(name.toUpperCase(), candidate) <= MAX_DISTANCE);
    return setting === undefined ? [] : [[name, setting] as const];
  });
}

/** Letters to insert, remove or change, and neighbours to exchange, to make one text the other (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_DISTANCE) return MAX_DISTANCE + 1;
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j += 1) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      const exchanged = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2]![j - 2]! + 1 : Infinity;
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + changed, exchanged);
    }
  }
  return rows[a.length]![b.length]!;
}

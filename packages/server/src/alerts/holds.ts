import type { Condition, Selector } from './condition.js';
import { chosen, growth, type Scrape } from './scrape.js';

/**
 * Whether a condition holds at the newest of the scrapes, oldest first. Prometheus stretches a growth to the edges of its window; here it is what the scrapes in the window
 * have seen, so a window that is not full yet counts less.
 */
export function holds(condition: Condition, scrapes: readonly Scrape[]): boolean {
  const newest = scrapes.at(-1);
  if (!newest) return false;
  const { samples } = newest;
  if (condition.kind === 'down') return samples === null;
  if (samples === null) return false;
  switch (condition.kind) {
    case 'unknown':
      return chosen(samples, condition.of).some(({ value }) => Number.isNaN(value));
    case 'value':
      return chosen(samples, condition.of).some(({ value }) => value > condition.above);
    case 'increase':
    case 'share':
    case 'quantile': {
      const window = scrapes.filter(({ at }) => at >= newest.at - condition.within * 1000);
      const grownBy = (of: Selector): number => growth(window, of).reduce((sum, { by }) => sum + by, 0);
      if (condition.kind === 'increase') return grownBy(condition.of) > condition.above;
      if (condition.kind === 'share') {
        const whole = grownBy(condition.among);
        const share = grownBy(condition.of) / whole;
        return whole >= condition.atLeast && ('above' in condition ? share > condition.above : share < condition.below);
      }
      const { metric, labels } = condition.of;
      const count = grownBy({ metric: `${metric}_count`, ...(labels && { labels }) });
      const buckets = growth(window, { metric: `${metric}_bucket`, ...(labels && { labels }) });
      return count >= condition.atLeast && quantileOf(condition.quantile, buckets) > condition.above;
    }
  }
}

/** A quantile of the growth of cumulative buckets, as `histogram_quantile` has it: linear within a bucket, and the last finite bound for what lies above. */
function quantileOf(quantile: number, buckets: ReturnType<typeof growth>): number {
  const counts = new Map<number, number>();
  for (const { labels, by } of buckets) {
    const bound = labels.le === '+Inf' ? Infinity : Number(labels.le);
    counts.set(bound, (counts.get(bound) ?? 0) + by);
  }
  const bounds = [...counts].sort(([a], [b]) => a - b);
  const rank = quantile * (bounds.at(-1)?.[1] ?? 0);
  let lower = { bound: 0, count: 0 };
  for (const [bound, count] of bounds) {
    if (count >= rank) {
      if (bound === Infinity) return lower.bound;
      return lower.bound + ((bound - lower.bound) * (rank - lower.count)) / Math.max(1e-9, count - lower.count);
    }
    lower = { bound, count };
  }
  return NaN;
}

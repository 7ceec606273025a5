/** Time series of one metric, chosen by labels: a value, or one of several. */
export interface Selector {
  readonly metric: string;
  readonly labels?: Readonly<Record<string, string | readonly string[]>>;
}

/** What must hold for an alert, in a form that Prometheus and `doctor --watch` both judge. Windows and times are in seconds. */
export type Condition =
  /** The service does not answer. */
  | { readonly kind: 'down' }
  /** A gauge has no value, which the service says as NaN. */
  | { readonly kind: 'unknown'; readonly of: Selector }
  /** A gauge is above a limit. */
  | { readonly kind: 'value'; readonly of: Selector; readonly above: number }
  /** Counters grew by more than this within the window. */
  | { readonly kind: 'increase'; readonly of: Selector; readonly within: number; readonly above: number }
  /** The share of one growth in another is above or below a limit, from 0 to 1; judged only if the whole grew by `atLeast`. */
  | ({
      readonly kind: 'share';
      readonly of: Selector;
      readonly among: Selector;
      readonly within: number;
      readonly atLeast: number;
    } & ({ readonly above: number } | { readonly below: number }))
  /** A quantile of a histogram, in its unit, is above a limit; judged only if it counted `atLeast` in the window. */
  | {
      readonly kind: 'quantile';
      readonly of: Selector;
      readonly quantile: number;
      readonly within: number;
      readonly above: number;
      readonly atLeast: number;
    };

/** Name of the job that scrapes the service, in the rules and in the dashboard. */
export const SCRAPE_JOB = 'face-session';

/** The condition in Prometheus's query language. */
export function promQLOf(condition: Condition): string {
  switch (condition.kind) {
    case 'down':
      return `up{job="${SCRAPE_JOB}"} == 0`;
    case 'unknown': {
      const series = seriesOf(condition.of);
      // Only NaN differs from itself.
      return `${series} != ${series}`;
    }
    case 'value':
      return `${seriesOf(condition.of)} > ${condition.above}`;
    case 'increase':
      return `${growthOf(condition.of, condition.within)} > ${condition.above}`;
    case 'share': {
      const whole = growthOf(condition.among, condition.within);
      const share = `(${growthOf(condition.of, condition.within)} or vector(0)) / ${whole}`;
      const limit = 'above' in condition ? `> ${condition.above}` : `< ${condition.below}`;
      return `${share} ${limit} and ${whole} >= ${condition.atLeast}`;
    }
    case 'quantile': {
      const { metric, labels } = condition.of;
      const buckets = `sum by (le) (rate(${seriesOf({ metric: `${metric}_bucket`, ...(labels && { labels }) })}[${condition.within}s]))`;
      const count = growthOf({ metric: `${metric}_count`, ...(labels && { labels }) }, condition.within);
      return `histogram_quantile(${condition.quantile}, ${buckets}) > ${condition.above} and ${count} >= ${condition.atLeast}`;
    }
  }
}

function growthOf(of: Selector, within: number): string {
  return `sum(increase(${seriesOf(of)}[${within}s]))`;
}

function seriesOf({ metric, labels = {} }: Selector): string {
  const matchers = Object.entries(labels).map(([name, value]) =>
    typeof value === 'string' ? `${name}=${JSON.stringify(value)}` : `${name}=~${JSON.stringify(value.join('|'))}`,
  );
  return matchers.length === 0 ? metric : `${metric}{${matchers.join(',')}}`;
}

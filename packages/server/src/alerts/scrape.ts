import type { Selector } from './condition.js';

/** One time series at one moment. */
interface MetricSample {
  readonly metric: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What `/metrics` said at one moment; null: it did not answer. */
export interface Scrape {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly samples: readonly MetricSample[] | null;
}

/** `name{label="value"} 1.5`; escapes in values are kept as they are, since no label of the service has any. */
const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** Reads Prometheus's text format (version 0.0.4), as far as the service writes it: one sample a line, without times. */
export function samplesOf(text: string): MetricSample[] {
  return text.split('\n').flatMap((line) => {
    const [, metric, labels = '', value = ''] = LINE.exec(line) ?? [];
    if (metric === undefined) return [];
    const named = Object.fromEntries([...labels.matchAll(LABEL)].map(([, name = '', of = '']) => [name, of]));
    return [{ metric, labels: named, value: value === '+Inf' ? Infinity : value === '-Inf' ? -Infinity : Number(value) }];
  });
}

/** The samples that a selector means. */
export function chosen(samples: readonly MetricSample[], { metric, labels = {} }: Selector): MetricSample[] {
  return samples.filter(
    (sample) =>
      sample.metric === metric &&
      Object.entries(labels).every(([name, wanted]) => {
        const value = sample.labels[name] ?? '';
        return typeof wanted === 'string' ? value === wanted : wanted.includes(value);
      }),
  );
}

/**
 * How much each series that a selector means grew over the scrapes, by its labels. A series that is new began at 0, and a value that fell is that of a service
 * that started again.
 */
export function growth(
  scrapes: readonly Scrape[],
  of: Selector,
): { readonly labels: Readonly<Record<string, string>>; readonly by: number }[] {
  const grown = new Map<string, { labels: Readonly<Record<string, string>>; by: number; last: number }>();
  const [first, ...later] = scrapes.flatMap(({ samples }) => (samples ? [samples] : []));
  const keyOf = (labels: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(labels).sort());
  for (const { labels, value } of chosen(first ?? [], of)) grown.set(keyOf(labels), { labels, by: 0, last: value });
  for (const samples of later) {
    for (const { labels, value } of chosen(samples, of)) {
      const { by, last } = grown.get(keyOf(labels)) ?? { by: 0, last: 0 };
      grown.set(keyOf(labels), { labels, by: by + (value < last ? value : value - last), last: value });
    }
  }
  return [...grown.values()];
}

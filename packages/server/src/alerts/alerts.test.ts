import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../metrics.js';
import { alerts } from './alerts.js';
import type { Selector } from './condition.js';
import { isAnswered, scenarios, textsOf } from './scenarios.test-support.js';
import { growth, samplesOf } from './scrape.js';
import { createAlertWatch } from './watch.js';

const MINUTE_MS = 60_000;

const { registry } = createMetrics({
  queued: () => 0,
  workersMemoryBytes: () => 0,
  workersCpuMs: () => 0,
  inFlight: () => 0,
  overdueMs: () => Promise.resolve(0),
  keyOverdueMs: () => Promise.resolve(0),
  levels: () => Promise.resolve([]),
  pendingEvents: () => Promise.resolve({ count: 0, ageMs: 0 }),
});

/** The names that `/metrics` has, each with its labels; a histogram has three. */
const known = new Map<string, readonly string[]>(
  registry.getMetricsAsArray().flatMap((metric): (readonly [string, readonly string[]])[] => {
    const { name, labelNames = [], type } = metric as unknown as { name: string; labelNames?: string[]; type: string };
    if (type !== 'histogram') return [[name, labelNames] as const];
    return [
      [`${name}_count`, labelNames] as const,
      [`${name}_sum`, labelNames] as const,
      [`${name}_bucket`, [...labelNames, 'le']] as const,
    ];
  }),
);

describe('An alert', () => {
  it.each(alerts.map((alert) => [alert.name, alert] as const))('%s judges what the service measures', (_, { condition }) => {
    if (condition.kind === 'down') return;
    const suffix = condition.kind === 'quantile' ? '_bucket' : '';
    const selectors: Selector[] = [condition.of, ...('among' in condition ? [condition.among] : [])];
    for (const { metric, labels = {} } of selectors) {
      expect([...known.keys()]).toContain(`${metric}${suffix}`);
      expect(known.get(`${metric}${suffix}`)).toEqual(expect.arrayContaining(Object.keys(labels)));
    }
  });

  it.each(scenarios.map((scenario) => [scenario.alert, scenario.fires ? 'fires' : 'is silent', scenario.says, scenario] as const))(
    '%s %s where %s',
    (name, _, __, scenario) => {
      const watch = createAlertWatch(alerts);
      const changes = textsOf(scenario).flatMap((text, minute) =>
        watch.take({ at: minute * MINUTE_MS, samples: isAnswered(scenario) ? samplesOf(text) : null }),
      );
      const last = changes.filter(({ alert }) => alert.name === name).at(-1);
      expect(last?.state === 'firing').toBe(scenario.fires);
    },
  );

  it('has a scenario in which it fires, and one in which it is silent', () => {
    for (const { name } of alerts) {
      const fires = scenarios.filter(({ alert }) => alert === name).map((scenario) => scenario.fires);
      expect([name, new Set(fires)]).toEqual([name, new Set([true, false])]);
    }
  });

  it('that is over is said to be', () => {
    const watch = createAlertWatch(alerts);
    const states = [null, null, null, 0, null, 0].flatMap((lag, minute) => {
      const samples = lag === null ? null : samplesOf(`face_session_purge_lag_seconds ${lag}\n`);
      return watch.take({ at: minute * MINUTE_MS, samples }).map(({ alert, state }) => `${minute} ${alert.name} ${state}`);
    });
    expect(states).toEqual(['2 FaceSessionDown firing', '3 FaceSessionDown resolved']);
  });
});

describe('The text of /metrics', () => {
  it('is read with names, labels and numbers, as Prometheus writes them', async () => {
    const samples = samplesOf(`${await registry.metrics()}odd{a="x,y",b="}"} +Inf\nnone NaN\n`);
    expect(samples).toContainEqual({ metric: 'face_session_queue_pictures', labels: {}, value: 0 });
    expect(samples.slice(-2)).toEqual([
      { metric: 'odd', labels: { a: 'x,y', b: '}' }, value: Infinity },
      { metric: 'none', labels: {}, value: NaN },
    ]);
  });
});

describe('What a counter grew by', () => {
  const scrape = (at: number, ...lines: string[]) => ({ at, samples: samplesOf(lines.map((line) => `${line}\n`).join('')) });

  it('goes on over a restart of the service, over a look that failed, and from 0 where a series is new', () => {
    const grown = growth(
      [scrape(0, 'a{k="x"} 10'), scrape(1, 'a{k="x"} 12'), { at: 2, samples: null }, scrape(3, 'a{k="x"} 1', 'a{k="y"} 5')],
      { metric: 'a' },
    );
    expect(grown).toMatchObject([
      { labels: { k: 'x' }, by: 3 },
      { labels: { k: 'y' }, by: 5 },
    ]);
  });
});

describe('The dashboard', () => {
  const dashboard = JSON.parse(
    readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'deploy', 'grafana', 'face-session.json'), 'utf8'),
  ) as {
    readonly panels: readonly { readonly title: string; readonly targets?: readonly { readonly expr: string }[] }[];
  };
  const queries = dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const));

  it.each(queries)('%s asks for what the service has: %s', (_, expr) => {
    const used = [...expr.matchAll(/\b((?:face_session|nodejs|process)_\w+)(?:\{([^}]*)\})?/g)];
    expect(used).not.toHaveLength(0);
    const grouped = [...expr.matchAll(/by \(([^)]*)\)/g)].flatMap(([, labels = '']) => labels.split(/, */));
    const labelsOfAll = used.flatMap(([, metric = '', matchers = '']) => {
      expect([...known.keys()]).toContain(metric);
      const labels = known.get(metric) ?? [];
      expect(labels).toEqual(expect.arrayContaining([...matchers.matchAll(/(\w+)(?:=|!)/g)].map(([, label]) => label)));
      return labels;
    });
    expect([...labelsOfAll, 'instance']).toEqual(expect.arrayContaining(grouped));
  });
});

import type { Store } from '../../store/store.js';
import { chosenClients } from '../chosen-clients.js';
import { consoleRoute } from '../console-route.js';
import { periodOf, periodQuery } from '../period.js';

/** What the view counts: the names of contributions.ts. */
const names = [
  'outcome',
  'stage',
  'left',
  'reason',
  'attempts',
  'tries',
  'seconds',
  'platform',
  'platform-passed',
  'browser',
  'browser-passed',
  'traced',
];

/** Counts by name and value. */
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** `GET /api/today`: what happened, and the same a week or a period before. */
export const today = consoleRoute({
  method: 'GET',
  path: '/api/today',
  role: 'viewer',
  query: periodQuery,
  subject: ({ query }) => ({ clientId: query.client }),
  async handle({ store, clock }, { query }) {
    const period = periodOf(query.days, clock());
    const clientIds = await chosenClients(store, query.client);
    const earlier = { ...period, from: period.from - period.shiftMs, to: period.to - period.shiftMs };
    const [now, before, steps] = [
      await countsOf(store, period, clientIds),
      await countsOf(store, earlier, clientIds),
      await store.totals({ ...period, names: ['outcome', 'attempts'], clientIds, isSplit: true }),
    ];
    const at = Array.from({ length: (period.to - period.from) / period.stepMs }, (_, index) => period.from + index * period.stepMs);
    return {
      ...period,
      series: at.map((begin) => ({ at: begin, ...stepOf(steps.filter((total) => total.at === begin)) })),
      now: figuresOf(now),
      before: figuresOf(before),
    };
  },
});

function stepOf(totals: readonly { readonly name: string; readonly value: string; readonly count: number }[]): object {
  const sum = (name: string, weigh: (value: string) => number): number =>
    totals.filter((total) => total.name === name).reduce((all, { value, count }) => all + weigh(value) * count, 0);
  return {
    sessions: sum('outcome', () => 1),
    attempts: sum('attempts', Number),
    passed: sum('outcome', (value) => Number(value === 'passed')),
    failed: sum('outcome', (value) => Number(value === 'failed')),
  };
}

async function countsOf(
  store: Store,
  { span, from, to }: Pick<ReturnType<typeof periodOf>, 'span' | 'from' | 'to'>,
  clientIds: readonly string[],
): Promise<Counts> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { name, value, count } of await store.totals({ span, from, to, names, clientIds, isSplit: false })) {
    (counts[name] ??= {})[value] = count;
  }
  return counts;
}

function figuresOf(counts: Counts): object {
  const of = (name: string): Readonly<Record<string, number>> => counts[name] ?? {};
  const sum = (values: Readonly<Record<string, number>>, weigh: (value: string) => number = () => 1): number =>
    Object.entries(values).reduce((all, [value, count]) => all + weigh(value) * count, 0);
  const sessions = sum(of('outcome'));
  const passed = of('outcome').passed ?? 0;
  return {
    sessions,
    attempts: sum(of('attempts'), Number),
    outcomes: of('outcome'),
    funnel: ['1', '2', '3', '4'].map((stage) => of('stage')[stage] ?? 0),
    left: of('left'),
    reasons: of('reason'),
    seconds: { p50: percentileOf(of('seconds'), 0.5), p95: percentileOf(of('seconds'), 0.95) },
    attemptsPerSuccess: passed === 0 ? null : sum(of('tries'), Number) / passed,
    platforms: withPassed(of('platform'), of('platform-passed')),
    browsers: withPassed(of('browser'), of('browser-passed')),
    traced: of('traced')['1'] ?? 0,
  };
}

function withPassed(all: Readonly<Record<string, number>>, passed: Readonly<Record<string, number>>): object[] {
  return Object.entries(all)
    .sort(([, one], [, other]) => other - one)
    .map(([name, sessions]) => ({ name, sessions, passed: passed[name] ?? 0 }));
}

/** The least value that a share of all does not exceed (nearest rank); null if there is none. */
export function percentileOf(counts: Readonly<Record<string, number>>, share: number): number | null {
  const sorted = Object.entries(counts)
    .map(([value, count]) => [Number(value), count] as const)
    .sort(([one], [other]) => one - other);
  const rank = Math.ceil(sorted.reduce((sum, [, count]) => sum + count, 0) * share);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= rank) return value;
  }
  return null;
}

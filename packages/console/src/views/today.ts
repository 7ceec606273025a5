import { get } from '../api.js';
import { h } from '../dom.js';
import { day, hour, number, percent, seconds, stepName } from '../format.js';
import { card, change, figure, nothing, shares, tableCard } from '../parts.js';
import { plotFigure } from '../plot.js';
import type { ConsoleView } from '../view.js';
import { filled, named, texts } from '../wording.js';

/** What happened in a length of time, as `GET /api/today` answers it. */
interface TodayFigures {
  readonly sessions: number;
  readonly attempts: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly funnel: readonly number[];
  readonly left: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly seconds: { readonly p50: number | null; readonly p95: number | null };
  readonly attemptsPerSuccess: number | null;
  readonly platforms: readonly DeviceCount[];
  readonly browsers: readonly DeviceCount[];
  readonly traced: number;
}

interface DeviceCount {
  readonly name: string;
  readonly sessions: number;
  readonly passed: number;
}

interface TodayAnswer {
  readonly span: 'hour' | 'day';
  readonly series: readonly { at: number; sessions: number; attempts: number; passed: number; failed: number }[];
  readonly now: TodayFigures;
  readonly before: TodayFigures;
}

/** What happened, by hour or day, and where people leave. */
export const todayView: ConsoleView = {
  name: 'today',
  role: 'viewer',
  hasPeriod: true,
  async show({ query }) {
    const answer = await get<TodayAnswer>('today', { client: query.client, days: query.days });
    const { now, before } = answer;
    if (now.sessions === 0 && before.sessions === 0) return [card(null, nothing(texts().today.nothing))];
    return [
      figuresOf(now, before),
      seriesOf(answer),
      h('div', { class: 'columns' }, funnelOf(now), leftOf(now, before)),
      reasonsOf(now),
      devicesOf(now),
    ];
  },
};

function figuresOf(now: TodayFigures, before: TodayFigures): HTMLElement {
  const t = texts().today;
  const passed = (figures: TodayFigures): number => figures.outcomes.passed ?? 0;
  const direction = (one: number, other: number): 'up' | 'down' | 'same' => (one > other ? 'up' : one < other ? 'down' : 'same');
  const rate = (figures: TodayFigures): number => (figures.sessions === 0 ? 0 : passed(figures) / figures.sessions);
  const p95Before = filled(t.p95Before, { p95: seconds(now.seconds.p95), before: seconds(before.seconds.p50) });
  return h(
    'dl',
    { class: 'figures' },
    figure(t.sessions, number(now.sessions), change(now.sessions, before.sessions)),
    figure(t.attempts, number(now.attempts), change(now.attempts, before.attempts)),
    figure(t.passed, number(passed(now)), change(passed(now), passed(before))),
    figure(
      t.passRate,
      percent(passed(now), now.sessions),
      filled(t.was, { before: percent(passed(before), before.sessions) }),
      direction(rate(now), rate(before)),
    ),
    figure(t.time, seconds(now.seconds.p50), p95Before),
    figure(
      t.attemptsPerSuccess,
      now.attemptsPerSuccess === null ? '–' : number(now.attemptsPerSuccess, 2),
      filled(t.was, { before: before.attemptsPerSuccess === null ? '–' : number(before.attemptsPerSuccess, 2) }),
    ),
  );
}

function seriesOf({ series, span, now }: TodayAnswer): HTMLElement {
  const t = texts().today;
  const passed = series.map((step) => step.passed);
  const failed = series.map((step) => step.failed);
  return card(
    null,
    plotFigure({
      title: span === 'hour' ? t.byHour : t.byDay,
      summary: filled(t.seriesSummary, {
        sessions: number(now.sessions),
        passed: number(now.outcomes.passed ?? 0),
        failed: number(now.outcomes.failed ?? 0),
      }),
      stepsName: span === 'hour' ? t.hour : t.day,
      steps: series.map(({ at }) => ({ label: span === 'hour' ? hour(at) : day(at), full: stepName(at, span) })),
      series: [
        { name: t.passed, kind: 'good', values: passed },
        { name: t.failed, kind: 'bad', values: failed },
        { name: t.other, kind: 'quiet', values: series.map((step) => step.sessions - step.passed - step.failed) },
      ],
      lines: [{ name: t.attempts, kind: 'main', values: series.map((step) => step.attempts) }],
    }),
  );
}

function funnelOf({ funnel, sessions, traced }: TodayFigures): HTMLElement {
  const t = texts().today;
  return card(
    t.funnel,
    shares(
      funnel.map((count, index) => ({ name: t.stages[index] ?? '', count })),
      sessions,
    ),
    h('p', { class: 'hint' }, filled(t.traced, { share: percent(traced, sessions) })),
  );
}

function leftOf(now: TodayFigures, before: TodayFigures): HTMLElement {
  const t = texts().today;
  const all = Object.values(now.left).reduce((sum, count) => sum + count, 0);
  const rows = Object.entries(now.left).sort(([, one], [, other]) => other - one);
  if (rows.length === 0) return card(t.left, nothing(t.nobodyLeft));
  return card(
    t.left,
    shares(
      rows.map(([name, count]) => ({
        name: named(t.leavings, name),
        count,
        note: filled(t.shareAndBefore, { share: percent(count, all), before: number(before.left[name] ?? 0) }),
      })),
      all,
    ),
  );
}

function reasonsOf({ reasons, attempts }: TodayFigures): HTMLElement {
  const t = texts().today;
  const rows = Object.entries(reasons).sort(([, one], [, other]) => other - one);
  return tableCard(
    t.reasons,
    [t.reason, t.failedWith, t.attempts, t.ofAttempts],
    rows.map(([reason, count]) => {
      const [code = '', cause = ''] = reason.split(':');
      return [named(texts().checks, cause), named(texts().codes, code), number(count), percent(count, attempts)];
    }),
    { none: t.noFailures, numbers: [2, 3] },
  );
}

function devicesOf({ platforms, browsers }: TodayFigures): HTMLElement {
  const t = texts().today;
  const rowsOf = (counts: readonly DeviceCount[]): string[][] =>
    counts.map(({ name, sessions, passed }) => [name, number(sessions), percent(passed, sessions)]);
  const head = [t.name, t.sessions, t.passRate];
  return h(
    'div',
    { class: 'columns' },
    tableCard(t.platforms, head, rowsOf(platforms), { none: t.noDevices, numbers: [1, 2] }),
    tableCard(t.browsers, head, rowsOf(browsers), { none: t.noDevices, numbers: [1, 2] }),
  );
}

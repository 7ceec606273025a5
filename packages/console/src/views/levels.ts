import { get } from '../api.js';
import { h } from '../dom.js';
import { number, percent, smallRate } from '../format.js';
import { badge, card, code, nothing, shares, table } from '../parts.js';
import { plotFigure } from '../plot.js';
import type { ConsoleView } from '../view.js';
import { filled, named, texts } from '../wording.js';
import { shortHash } from './summary.js';

interface Repeat {
  readonly hash: string;
  readonly sessions: number;
  readonly passed: number;
}

interface LevelsAnswer {
  readonly levels: Readonly<Record<string, number>>;
  readonly spoof: {
    readonly binWidth: number;
    readonly threshold: number;
    readonly passed: Readonly<Record<string, number>>;
    readonly failed: Readonly<Record<string, number>>;
  };
  readonly doubts: Readonly<Record<string, number>>;
  readonly rates: readonly {
    readonly level: number;
    readonly promised: number;
    readonly found: { readonly rate: number; readonly low: number; readonly high: number; readonly of: number };
    readonly enough: boolean;
    readonly worse: boolean;
  }[];
  readonly least: number;
  readonly repeats: Readonly<Record<string, readonly Repeat[]>>;
}

/** What match levels and liveness come to, and who comes back too often. */
export const levelsView: ConsoleView = {
  name: 'levels',
  role: 'viewer',
  hasPeriod: true,
  async show({ query }) {
    const answer = await get<LevelsAnswer>('levels', { client: query.client, days: query.days });
    return [
      h('div', { class: 'columns' }, reachedCard(answer), spoofCard(answer)),
      ratesCard(answer),
      h('div', { class: 'columns' }, doubtsCard(answer), repeatsCard(answer)),
    ];
  },
};

function reachedCard({ levels }: LevelsAnswer): HTMLElement {
  const t = texts().levels;
  const steps = ['1', '2', '3', '4', '5'];
  return card(
    null,
    plotFigure({
      title: t.reached,
      isHalf: true,
      summary: t.reachedSummary,
      stepsName: t.level,
      steps: steps.map((level) => ({ label: level, full: level })),
      series: [{ name: t.sessions, kind: 'main', values: steps.map((level) => levels[level] ?? 0) }],
    }),
  );
}

function spoofCard({ spoof }: LevelsAnswer): HTMLElement {
  const t = texts().levels;
  const bins = Array.from({ length: Math.round(1 / spoof.binWidth) }, (_, index) => index);
  const valuesOf = (counts: Readonly<Record<string, number>>): number[] => bins.map((bin) => counts[String(bin)] ?? 0);
  return card(
    null,
    plotFigure({
      title: t.spoof,
      isHalf: true,
      summary: t.spoofSummary,
      stepsName: t.score,
      steps: bins.map((bin) => ({
        label: number(bin * spoof.binWidth, 2),
        full: `${number(bin * spoof.binWidth, 2)}–${number((bin + 1) * spoof.binWidth, 2)}`,
      })),
      series: [
        { name: t.passed, kind: 'good', values: valuesOf(spoof.passed) },
        { name: t.failed, kind: 'bad', values: valuesOf(spoof.failed) },
      ],
      mark: { step: Math.round(spoof.threshold / spoof.binWidth), label: `${t.threshold} ${number(spoof.threshold, 2)}` },
    }),
  );
}

function ratesCard({ rates }: LevelsAnswer): HTMLElement {
  const t = texts().levels;
  return card(
    t.rates,
    h('p', { class: 'hint' }, t.ratesText),
    rates.length === 0
      ? nothing(t.nothingMeasured)
      : table(
          t.rates,
          [t.level, t.promised, t.measured, t.interval, t.comparisons],
          rates.map(({ level, promised, found, enough, worse }) => [
            number(level),
            smallRate(promised),
            found.of === 0
              ? t.nothingMeasured
              : h('span', null, smallRate(found.rate), ' ', worse ? badge(t.worse, 'bad') : enough ? null : h('small', null, t.notEnough)),
            found.of === 0 ? '–' : `${smallRate(found.low)} – ${smallRate(found.high)}`,
            number(found.of),
          ]),
          [1, 4],
        ),
  );
}

function doubtsCard({ doubts }: LevelsAnswer): HTMLElement {
  const t = texts().levels;
  const rows = Object.entries(doubts).sort(([, one], [, other]) => other - one);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  return card(
    t.doubts,
    all === 0
      ? nothing(texts().today.noFailures)
      : shares(
          rows.map(([name, count]) => ({ name: named(texts().checks, name), count })),
          all,
        ),
  );
}

function repeatsCard({ repeats, least }: LevelsAnswer): HTMLElement {
  const t = texts().levels;
  const all = Object.entries(repeats).flatMap(([kind, found]) => found.map((repeat) => ({ kind, ...repeat })));
  const rows = all
    .sort((one, other) => other.sessions - one.sessions)
    .map(({ kind, hash, sessions, passed }) => [code(shortHash(hash)), named(t.kinds, kind), number(sessions), percent(passed, sessions)]);
  return card(
    t.bursts,
    h('p', { class: 'hint' }, t.burstsText),
    rows.length === 0
      ? nothing(filled(t.noBursts, { least: number(least) }))
      : table(t.bursts, [texts().today.name, t.kind, t.sessions, t.passedOf], rows, [2, 3]),
  );
}

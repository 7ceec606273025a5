import type { ConsoleTotal, SessionSummary, TotalSpan } from '../store/summary-store.js';

/** Width of a bin of spoof scores. */
export const SPOOF_BIN = 0.05;

/** Longest time of a person that has a bin of its own, in seconds: a session lasts no longer. */
const MOST_SECONDS = 600;

/** One hour, in milliseconds. */
export const HOUR_MS = 60 * 60 * 1000;

const spans: Readonly<Record<TotalSpan, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS };

/** What a session adds to the totals: one under each name and value. The table of docs/console.md has what each counts. */
export function contributionsOf(summary: SessionSummary): [name: string, value: string][] {
  const isPassed = summary.outcome === 'passed';
  const having = (name: string, value: string | number | null): [string, string][] => (value === null ? [] : [[name, String(value)]]);
  return [
    ...having('outcome', summary.outcome),
    ...Array.from({ length: summary.stage }, (_, index): [string, string] => ['stage', String(index + 1)]),
    ...having('left', summary.leftAt),
    ...summary.reasons.map((reason): [string, string] => ['reason', reason]),
    ...having('attempts', summary.attempts),
    ...(isPassed ? having('tries', summary.attempts) : []),
    ...having('seconds', summary.seconds === null ? null : Math.min(MOST_SECONDS, summary.seconds)),
    ...having('platform', summary.platform),
    ...having('browser', summary.browser),
    ...(isPassed ? [...having('platform-passed', summary.platform), ...having('browser-passed', summary.browser)] : []),
    ...having('level', summary.matchLevel),
    ...having(isPassed ? 'spoof-passed' : 'spoof-failed', summary.spoofScore === null ? null : binOfSpoof(summary.spoofScore)),
    ...summary.doubts.map((name): [string, string] => ['doubt', name]),
    ...(summary.isTraced ? having('traced', 1) : []),
  ];
}

const binOfSpoof = (score: number): number => Math.min(1 / SPOOF_BIN - 1, Math.max(0, Math.floor(score / SPOOF_BIN)));

/** What the totals change by when summaries take the place of others. */
export function changesOf(before: readonly SessionSummary[], after: readonly SessionSummary[]): ConsoleTotal[] {
  const changes = new Map<string, ConsoleTotal>();
  const add = (summary: SessionSummary, count: number): void => {
    for (const [name, value] of contributionsOf(summary)) {
      for (const [span, width] of Object.entries(spans) as [TotalSpan, number][]) {
        const at = Math.floor(summary.createdAt / width) * width;
        const key = JSON.stringify([span, at, summary.clientId, name, value]);
        const change = changes.get(key) ?? { span, at, clientId: summary.clientId, name, value, count: 0 };
        changes.set(key, { ...change, count: change.count + count });
      }
    }
  };
  for (const summary of before) add(summary, -1);
  for (const summary of after) add(summary, 1);
  return [...changes.values()].filter(({ count }) => count !== 0);
}

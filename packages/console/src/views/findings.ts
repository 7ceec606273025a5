import { number } from '../format.js';
import { badge, nothing, table } from '../parts.js';
import { named, texts } from '../wording.js';
import type { FindingsAnswer } from './summary.js';

const kinds: Readonly<Record<string, 'good' | 'bad' | 'warn'>> = { pass: 'good', fail: 'bad', doubtful: 'warn' };

/** Every check with what was measured and its threshold. */
export function findingsTable(findings: FindingsAnswer): HTMLElement {
  const t = texts().sessions;
  const rows = Object.entries(findings);
  if (rows.length === 0) return nothing(t.noChecks);
  const shown = (value: number | undefined): string => (value === undefined ? '–' : number(value, 3));
  return table(
    t.checks,
    [t.check, t.result, t.value, t.threshold],
    rows.map(([name, { outcome, value, threshold }]) => [
      named(texts().checks, name),
      badge(named(t.results, outcome), kinds[outcome] ?? 'warn'),
      shown(value),
      shown(threshold),
    ]),
    [2, 3],
  );
}

import { loggedEntries, written, type EvidenceSection } from '../evidence-section.js';

/** How attempts ended. */
export const outcomes: EvidenceSection = {
  name: 'outcomes',
  title: 'Outcomes of attempts',
  about:
    'How attempts ended, by reason, in the time that the audit log covers. A reason is the check that failed. Whether a decision was right is not known here: reports/liveness.md has both error rates, measured on recordings and simulated people.',
  async collect(parts) {
    const logged = await loggedEntries(parts, ['attempt.passed', 'attempt.failed', 'attempt.refused']);
    const counts = new Map<string, { outcome: string; reason: string; count: number }>();
    for (const { event, details } of logged) {
      const { reason, code, method } = details as { reason?: string; code?: string; method?: string };
      const outcome = event.slice('attempt.'.length);
      const why = reason ?? code ?? method ?? '';
      const key = `${outcome} ${why}`;
      counts.set(key, { outcome, reason: why, count: (counts.get(key)?.count ?? 0) + 1 });
    }
    const times = logged.map((entry) => entry.at);
    return {
      from: times.length === 0 ? null : written(times.reduce((a, b) => Math.min(a, b))),
      to: times.length === 0 ? null : written(times.reduce((a, b) => Math.max(a, b))),
      counts: [...counts.values()].sort(
        (a, b) => a.outcome.localeCompare(b.outcome) || b.count - a.count || a.reason.localeCompare(b.reason),
      ),
    };
  },
};

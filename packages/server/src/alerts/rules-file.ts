import type { Alert } from './alerts.js';
import { promQLOf } from './condition.js';

/** The rules file of Prometheus for a list of alerts, in YAML. */
export function rulesFileOf(alerts: readonly Alert[]): string {
  const rules = alerts.map(
    ({ name, severity, forSeconds, condition, summary, action }) => `      - alert: ${name}
        expr: ${JSON.stringify(promQLOf(condition))}
        for: ${forSeconds}s
        labels:
          severity: ${severity}
        annotations:
          summary: ${JSON.stringify(summary)}
          action: ${JSON.stringify(action)}
`,
  );
  return `# Written by \`npm run alerts\` from packages/server/src/alerts/alerts.ts. docs/alerts.md explains it.
groups:
  - name: face-session
    rules:
${rules.join('')}`;
}

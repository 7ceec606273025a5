/*
 * Writes the alerts of the service, from packages/server/src/alerts/alerts.ts as built: deploy/prometheus/face-session.rules.yml, and in docs/alerts.md what lies
 * between `<!-- alerts -->` and `<!-- /alerts -->`. With `--check` nothing is written: it fails if one of them differs.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alerts } from '../packages/server/dist/alerts/alerts.js';
import { promQLOf } from '../packages/server/dist/alerts/condition.js';
import { rulesFileOf } from '../packages/server/dist/alerts/rules-file.js';
import { keepGenerated } from './lib/keep-generated.mjs';
import { root } from './lib/root.mjs';

const described = alerts
  .map(
    ({ name, severity, forSeconds, condition, summary, action }) =>
      `### ${name}\n\n${summary}\n\n- **Severity:** ${severity}, after ${forSeconds === 0 ? 'the first look' : `${forSeconds / 60} minutes`}\n- **What to do:** ${action}\n\n\`\`\`promql\n${promQLOf(condition)}\n\`\`\`\n`,
  )
  .join('\n');
const document = readFileSync(join(root, 'docs', 'alerts.md'), 'utf8');
const files = {
  'deploy/prometheus/face-session.rules.yml': rulesFileOf(alerts),
  'docs/alerts.md': document.replace(/(<!-- alerts -->).*?(?=<!-- \/alerts -->)/s, (_, marker) => `${marker}\n\n${described}\n`),
};
await keepGenerated(files, 'alerts');

/*
 * Writes the alerts of the service, from packages/server/src/alerts/alerts.ts as built: deploy/prometheus/face-session.rules.yml, and in docs/alerts.md what lies
 * between `<!-- alerts -->` and `<!-- /alerts -->`. With `--check` nothing is written: it fails if one of them differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { alerts } from '../packages/server/dist/alerts/alerts.js';
import { promQLOf } from '../packages/server/dist/alerts/condition.js';
import { rulesFileOf } from '../packages/server/dist/alerts/rules-file.js';
import { root } from './lib/root.mjs';

const check = process.argv.includes('--check');
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
let stale = 0;
for (const [name, content] of Object.entries(files)) {
  const path = join(root, name);
  const formatted = await format(content, { ...(await resolveConfig(path)), filepath: path });
  if (read(path) === formatted) continue;
  stale += 1;
  if (!check) writeFileSync(path, formatted);
  console.log(check ? `${name} differs from the source: npm run alerts` : `${name} written`);
}
process.exit(check && stale > 0 ? 1 : 0);

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

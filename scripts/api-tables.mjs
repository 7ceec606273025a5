/*
 * Writes the tables of a README from the docstrings of the source: what lies between `<!-- api src/FILE.ts NAME -->` and `<!-- /api -->`.
 * With `--check` nothing is written: it fails if a table is not what the docstrings say.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { apiTable } from './lib/api-table.mjs';
import { root } from './lib/root.mjs';

const readmes = ['packages/plugin/README.md', 'packages/capture/README.md'];
const check = process.argv.includes('--check');
let stale = 0;
for (const readme of readmes) {
  const path = join(root, readme);
  const text = readFileSync(path, 'utf8');
  const written = text.replace(/(<!-- api (\S+) (\S+) -->).*?(?=<!-- \/api -->)/gs, (_, marker, source, name) => {
    return `${marker}\n\n${apiTable(readFileSync(join(dirname(path), source), 'utf8'), name)}\n\n`;
  });
  const formatted = await format(written, { ...(await resolveConfig(path)), filepath: path });
  if (formatted === text) continue;
  stale += 1;
  if (!check) writeFileSync(path, formatted);
  console.log(check ? `${readme} is not what the docstrings say: npm run api-tables` : `${readme} written`);
}
process.exit(check && stale > 0 ? 1 : 0);

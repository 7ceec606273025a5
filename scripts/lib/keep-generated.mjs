import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { root } from './root.mjs';

/**
 * Writes files that are made from the source, formatted, where they differ. With `--check` on the command line nothing is written, and the process fails if one differs.
 * @param {Readonly<Record<string, string>>} files content by path, from the root
 * @param {string} script of package.json that writes them
 */
export async function keepGenerated(files, script) {
  const check = process.argv.includes('--check');
  let stale = 0;
  for (const [name, content] of Object.entries(files)) {
    const path = join(root, name);
    const formatted = await format(content, { ...(await resolveConfig(path)), filepath: path });
    if (existsSync(path) && readFileSync(path, 'utf8') === formatted) continue;
    stale += 1;
    if (!check) writeFileSync(path, formatted);
    console.log(check ? `${name} differs from the source: npm run ${script}` : `${name} written`);
  }
  process.exit(check && stale > 0 ? 1 : 0);
}

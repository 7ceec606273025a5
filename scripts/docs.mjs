/*
 * Builds the documentation as a site into site/dist, and serves it at http://localhost:8090/docs/ (PORT chooses another port).
 *   --build     builds only
 *   --versions  builds the documents of every release (tag v1.2.3) too, each at its own address
 */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { buildSite, installGenerator, siteFaults } from './lib/site.mjs';

const { values: options } = parseArgs({
  options: { build: { type: 'boolean', default: false }, versions: { type: 'boolean', default: false } },
});
const out = join(root, 'site', 'dist');

await ensureInstalled();
await ensureBuilt();
await installGenerator();
const tags = options.versions ? releases() : [];
rmSync(out, { recursive: true, force: true });
await buildSite({ from: root, out, path: '', tags });
for (const tag of tags) await buildSite({ from: root, tag, out: join(out, tag), path: `${tag}/`, tags });
const faults = siteFaults(out);
for (const fault of faults) console.error(`FAILED  ${fault}`);
if (faults.length > 0) process.exit(1);
console.log(`The site is in ${out}. Every link and anchor in it leads somewhere.`);
if (!options.build) {
  const port = process.env.PORT ?? '8090';
  console.log(`Open http://localhost:${port}/docs/ in a browser. Ctrl+C stops.`);
  process.exit(await run(process.execPath, [join(root, 'scripts', 'serve-site.mjs'), out, port]));
}

/** Tags of releases, the newest first. */
function releases() {
  if (!existsSync(join(root, '.git'))) return [];
  const printed = execFileSync('git', ['tag', '--list', 'v[0-9]*', '--sort=-version:refname'], { cwd: root, encoding: 'utf8' });
  return printed.split('\n').filter((tag) => tag !== '');
}

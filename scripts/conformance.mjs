/* Runs the conformance suite and prints a table of its rows, its counts, and a last line of JSON. `--write` writes docs/migration.md first. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';

await ensureInstalled();
await ensureBuilt();
if (process.argv.includes('--write')) await run(process.execPath, [join(root, 'tests/conformance/write-migration-guide.mjs')]);

const browser = await findOrInstallBrowser();
const report = join(root, 'node_modules', '.conformance-report.json');
rmSync(report, { force: true });
const code = await run('npx', ['vitest', 'run', 'tests/conformance', '--reporter=json', `--outputFile.json=${report}`], {
  quiet: true,
  env: browser ? { CHROMIUM_PATH: browser } : {},
});

const files = readReport();
const rows = files.flatMap((file) =>
  file.assertionResults.map(({ title, status, failureMessages }) => ({ title, status, failureMessages })),
);
const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
const width = Math.max(0, ...rows.map(({ title }) => title.length));
for (const { title, status, failureMessages } of rows.sort((a, b) => a.title.localeCompare(b.title))) {
  console.log(`${title.padEnd(width)}  ${status}`);
  for (const message of failureMessages ?? []) console.log(`    ${message.split('\n')[0]}`);
}
for (const file of broken) console.log(`${file.name}  could not be run: ${file.message.split('\n')[0]}`);
const count = (...statuses) => rows.filter(({ status }) => statuses.includes(status)).length;
const passed = count('passed');
const failed = count('failed') + broken.length + (rows.length === 0 && broken.length === 0 ? 1 : 0);
const skipped = rows.length - count('passed', 'failed');
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
console.log(JSON.stringify({ name: 'conformance', passed, failed, skipped }));
process.exit(failed === 0 && code === 0 ? 0 : 1);

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults;
  } catch {
    return [];
  }
}

/* Everything that must hold: install, build, checks of the source, tests. Arguments go to vitest; with any, the checks are left out:
 * `node scripts/test.mjs --project unit`. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallBrowser } from './lib/browser.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { runChecks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { keepTestResults } from './lib/test-results.mjs';

const args = process.argv.slice(2);
await ensureInstalled();
await ensureBuilt();

let { passed, failed } = args.length > 0 ? { passed: 0, failed: 0 } : await runChecks();

/** What runs without arguments that choose: everything but what takes minutes of load. */
const projects = args.includes('--project') ? [] : ['unit', 'integration', 'e2e'].flatMap((name) => ['--project', name]);

const needsBrowser = projects.length > 0 || ['e2e', 'registry', 'site', 'frameworks'].some((name) => args.includes(name));
const browser = needsBrowser ? await findOrInstallBrowser() : undefined;
if (needsBrowser && !browser) {
  console.error('No Chromium or Chrome was found and none could be installed. Install one, or set CHROMIUM_PATH to its executable.');
  process.exit(1);
}

const report = join(root, 'node_modules', '.test-report.json');
rmSync(report, { force: true });
const code = await run(
  'npx',
  ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...projects, ...args],
  {
    env: browser ? { CHROMIUM_PATH: browser } : {},
  },
);
const result = readReport();
passed += result.numPassedTests;
failed += result.numFailedTests + result.failedFiles;
if (code !== 0 && failed === 0) failed = 1;
if (args.length === 0) keepTestResults(report);
const skipped = result.numPendingTests + result.numTodoTests;
if (skipped > 0) console.log(`${skipped} skipped`);
// The last line, as CI reads it.
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Vitest's counts; a file that could not be loaded has no failing test, so it is counted as one failure. */
function readReport() {
  try {
    const json = JSON.parse(readFileSync(report, 'utf8'));
    return {
      ...json,
      failedFiles: json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
    };
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, failedFiles: 1 };
  }
}

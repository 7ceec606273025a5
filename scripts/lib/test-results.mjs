import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './root.mjs';

/** Where the service's package has the results of the tests of its release: an evidence pack names how the tests of a threat ended. */
const file = join(root, 'packages', 'server', 'dist', 'documents', 'test-results.json');

/**
 * Keeps how each test of a whole run ended, beside the documents of the service, with the commit that was tested.
 * @param {string} report Vitest's JSON
 */
export function keepTestResults(report) {
  try {
    writeFileSync(file, `${JSON.stringify(resultsOf(JSON.parse(readFileSync(report, 'utf8')), commit()))}\n`);
  } catch (error) {
    console.log(`The results of the tests are not kept: ${error.message}`);
  }
}

/** By file, relative to the root, and by full name of the test. */
export function resultsOf({ testResults }, commit) {
  const files = testResults
    .map(({ name, assertionResults }) => [
      relative(root, name).split(sep).join('/'),
      Object.fromEntries(assertionResults.map(({ fullName, status }) => [fullName, status])),
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { commit, files: Object.fromEntries(files) };
}

/** Of the checkout; with a mark where files differ from it. */
function commit() {
  const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ', with changes'}`;
  } catch {
    return 'unknown: not a checkout';
  }
}

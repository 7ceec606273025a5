import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PREFIX = 'face-session-tests-';

/** What a browser that was killed leaves behind: a test cannot remove it. */
const OF_BROWSERS = /^([.]?org[.]chromium[.]|playwright)/;

/**
 * What tests left in their temporary folder.
 * @param {string} folder
 * @returns {string[]} the names of files and folders, sorted
 */
export function leftBehind(folder) {
  return readdirSync(folder)
    .filter((name) => !OF_BROWSERS.test(name))
    .sort();
}

/**
 * Vitest's global set-up: gives the run a temporary folder of its own. At the end the run fails if a test left something in it, and the folder is removed.
 * Vitest calls it once for each suite; the first call serves all.
 */
export default function setUpTemporaryFolder() {
  if (basename(tmpdir()).startsWith(PREFIX)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL does not run as root: its own user must reach its files in here.
  chmodSync(folder, 0o711);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  return () => {
    const left = leftBehind(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    if (left.length === 0) return;
    // Vitest prints what a teardown throws, and ends as if nothing had been.
    process.exitCode = 1;
    console.error(`Tests left in the temporary folder: ${left.join(', ')}. Remove in afterAll what a test creates.`);
  };
}

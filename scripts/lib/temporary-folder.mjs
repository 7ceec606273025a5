import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PREFIX = 'face-session-tests-';

/**
 * Vitest's global set-up: gives the run a temporary folder of its own, and removes it with all that the tests left in it. Vitest calls it once for each
 * suite; the first call serves all.
 */
export default function setUpTemporaryFolder() {
  if (basename(tmpdir()).startsWith(PREFIX)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // PostgreSQL does not run as root: its own user must reach its files in here.
  chmodSync(folder, 0o711);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  return () => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  };
}

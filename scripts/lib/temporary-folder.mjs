import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Vitest's global set-up: gives the run a temporary folder of its own, and removes it with all that the tests left in it. */
export default function setUpTemporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'face-session-tests-'));
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

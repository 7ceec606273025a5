import { hashOf, isDone, markDone } from './stamp.mjs';
import { runOrExit } from './run.mjs';

const STAMP = 'node_modules/.installed';

/** Installs what the lock file says, unless that has been done since it last changed. */
export async function ensureInstalled() {
  const hash = hashOf(['package-lock.json']);
  if (isDone(STAMP, hash)) return;
  console.log('Installing dependencies (npm ci) ...');
  await runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  markDone(STAMP, hash);
}

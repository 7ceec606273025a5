import { hashOf, onceFor } from './stamp.mjs';
import { runOrExit } from './run.mjs';

/** Installs what the lock file says, unless that has been done since it last changed. */
export async function ensureInstalled() {
  await onceFor('node_modules/.installed', hashOf(['package-lock.json']), async () => {
    console.log('Installing dependencies (npm ci) ...');
    await runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
  });
}

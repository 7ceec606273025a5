import { spawnSync } from 'node:child_process';
import { run } from './run.mjs';

/** A folder that every machine with apt has: to lock it leaves no file behind. */
const LOCKED = '/var/lib/apt/lists';

/**
 * Installs Debian's packages when a tool is not there, apt may be used here and this process may use it.
 * @param {() => boolean} isThere whether the tool works
 * @param {string[]} packages
 * @returns {Promise<boolean>} whether it works now
 */
export async function ensureDebianPackages(isThere, packages) {
  if (isThere()) return true;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return false;
  console.log(`Installing Debian's ${packages.join(', ')} ...`);
  const options = { quiet: true, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  // One at a time: test files run beside each other, and apt refuses rather than waits.
  await run('flock', [LOCKED, 'apt-get', 'update'], options);
  await run('flock', [LOCKED, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages], options);
  return isThere();
}

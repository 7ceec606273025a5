import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

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
  const lock = join(tmpdir(), 'face-session-apt.lock');
  await run('flock', [lock, 'apt-get', 'update'], options);
  await run('flock', [lock, 'apt-get', 'install', '-y', '--no-install-recommends', ...packages], options);
  return isThere();
}

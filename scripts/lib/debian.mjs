import { spawnSync } from 'node:child_process';
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
  await run('apt-get', ['update'], options);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  return isThere();
}

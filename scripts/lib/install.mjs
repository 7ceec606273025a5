import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runOrExit } from './run.mjs';

/** Installs what the lock file says, unless it is installed: by this, or by the developer's own `npm ci`. */
export async function ensureInstalled() {
  const wanted = readPackages('package-lock.json');
  if (isInstalled(wanted, readPackages('node_modules/.package-lock.json'))) return;
  console.log('Installing dependencies (npm ci) ...');
  await runOrExit('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
}

/**
 * Whether every package of a lock file is in a folder of modules, at its version. An optional one may be absent: most are for other systems.
 * @param {Record<string, LockedPackage>} wanted entries of package-lock.json
 * @param {Record<string, LockedPackage>} present entries of the lock file that npm keeps in node_modules; {} when there is none
 */
export function isInstalled(wanted, present) {
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = present[path];
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 */

/** @returns {Record<string, LockedPackage>} */
function readPackages(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './root.mjs';

/**
 * Whether a step has been done for these inputs: the hash of the inputs is kept in a file.
 * @param {string} file where the hash is kept, relative to the root
 * @param {string} hash of the inputs now
 */
export function isDone(file, hash) {
  return readOrEmpty(join(root, file)) === hash;
}

/** Remembers that a step has been done, for {@link isDone}. */
export function markDone(file, hash) {
  const path = join(root, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, hash);
}

/**
 * Hash over the names and contents of files, in a stable order, and over Node's major version.
 * @param {string[]} paths files and folders, relative to the root; folders are read whole, but for build output
 * @param {{ ignore?: RegExp, extra?: string[] }} [options] names of files that do not count; further values that do
 */
export function hashOf(paths, { ignore, extra = [] } = {}) {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  for (const value of extra) hash.update(value).update('\0');
  for (const path of paths.flatMap((entry) => filesBelow(join(root, entry))).sort()) {
    if (ignore?.test(path)) continue;
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

const skipped = new Set(['node_modules', 'dist', 'models', '.cache', 'data', 'android', 'ios']);

function filesBelow(path) {
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .filter((entry) => !skipped.has(entry.name))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : entry.isFile() ? [join(path, entry.name)] : []));
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './root.mjs';
import { runOrExit } from './run.mjs';
import { hashOf, isDone, markDone } from './stamp.mjs';

/** Read by every build beside the package's own files. */
const SHARED_INPUTS = [
  'tsconfig.base.json',
  'package-lock.json',
  'scripts/lib/browser-floor.mjs',
  'scripts/lib/bundle-package.mjs',
  'scripts/lib/bundle-types.mjs',
];

/** The compiler of this repository. Called by its path: `npx tsc` may be one of the older compilers that tests use. */
export const compiler = join('node_modules', 'typescript', 'bin', 'tsc');

/** Packages that are built at once: a build uses one core for the most part. */
const AT_ONCE = 2;

/**
 * Builds the packages that changed, and those that depend on them, each after those that it depends on. A package's stamp is the hash of its own inputs
 * (everything but Markdown and tests), of the files outside of it that its `builtFrom` names, and of the stamps of the packages that it depends on.
 */
export async function ensureBuilt() {
  const shared = hashOf(SHARED_INPUTS);
  const stamps = new Map();
  const waiting = [];
  for (const folder of packageFolders()) {
    const { references = [] } = readJson(join(folder, 'tsconfig.json'));
    const dependencies = [...references.map(({ path }) => relative(root, join(root, folder, path))), ...bundledFolders(folder)];
    const { builtFrom = [] } = readJson(join(folder, 'package.json'));
    const hash = hashOf([folder], {
      ignore: /\.md$|\.test\.[a-z]+$/,
      extra: [shared, hashOf(builtFrom), ...dependencies.map((path) => stamps.get(path) ?? '')],
    });
    stamps.set(folder, hash);
    const stamp = join('node_modules', '.built', folder.replaceAll('/', '-'));
    if (!isDone(stamp, hash) || !existsSync(join(root, folder, 'dist'))) waiting.push({ folder, dependencies, stamp, hash });
  }
  await buildInOrder(waiting);
}

/** Builds packages, several at once, and none before those of them that it depends on. */
async function buildInOrder(waiting) {
  const running = new Map();
  const isReady = ({ dependencies }) => dependencies.every((path) => !running.has(path) && !waiting.some(({ folder }) => folder === path));
  while (waiting.length > 0 || running.size > 0) {
    for (let next; running.size < AT_ONCE && (next = waiting.find(isReady));) {
      const { folder, stamp, hash } = next;
      waiting.splice(waiting.indexOf(next), 1);
      const building = build(folder).then(() => {
        markDone(stamp, hash);
        running.delete(folder);
      });
      running.set(folder, building);
    }
    await Promise.race(running.values());
  }
}

async function build(folder) {
  console.log(`Building ${folder} ...`);
  const { scripts = {} } = readJson(join(folder, 'package.json'));
  if (scripts['build:assets']) await runScript('build:assets', folder);
  await runOrExit(process.execPath, [compiler, '-b', folder]);
  if (scripts['build:bundle']) await runScript('build:bundle', folder);
}

/** In the order in which they are built: each after those that it refers to. */
export function packageFolders() {
  return readJson('tsconfig.build.json').references.map(({ path }) => path);
}

/** Folders of the workspace packages that a package bundles or serves without a reference of TypeScript's: its other dependencies of ours. */
function bundledFolders(folder) {
  const { dependencies = {}, devDependencies = {} } = readJson(join(folder, 'package.json'));
  const entries = Object.entries({ ...dependencies, ...devDependencies });
  // Under another name than its own a package is named by its folder: `file:../packages/plugin`.
  const names = new Set(
    entries.map(([name, version]) => (version.startsWith('file:') ? join(folder, version.slice('file:'.length)) : name)),
  );
  return packageFolders().filter((other) => names.has(other) || names.has(readJson(join(other, 'package.json')).name));
}

function runScript(script, folder) {
  return runOrExit('npm', ['run', '--silent', script, '--workspace', folder], { quiet: true });
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

/* Deletes what the service does not load: packages that it does not depend on, files of ours that are not released or only as source, native libraries for other
 * platforms (of onnxruntime about 300 MB), and onnxruntime's library for browsers, which the assets of capture contain. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { shippedPackages } from '../scripts/lib/shipped-packages.mjs';

const root = join(import.meta.dirname, '..');
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;

/** Folders of our packages that the service depends on. */
const ours = new Set(['packages/server']);
for (const folder of ours) {
  for (const name of Object.keys(lock[folder].dependencies ?? {})) {
    const { link, resolved } = lock[`node_modules/${name}`] ?? {};
    if (link) ours.add(resolved);
  }
}

/** Packages of others that they need. npm leaves more: what one of them needs to be built, if anything else in the repository needs it at run time. */
const needed = new Set(shippedPackages(lock, [...ours]).map(({ path }) => path));
needed.delete('node_modules/onnxruntime-web');
if (process.report.getReport().header.glibcVersionRuntime) for (const path of needed) if (path.endsWith('-musl')) needed.delete(path);

for (const name of readdirSync(join(root, 'packages'))) {
  const folder = `packages/${name}`;
  if (ours.has(folder)) keepReleased(folder);
  else rmSync(join(root, folder), { recursive: true });
}
for (const folder of ['', ...ours]) pruneModules(join(folder, 'node_modules'));

const binaries = join(root, 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
for (const platform of readdirSync(binaries)) {
  for (const cpu of readdirSync(join(binaries, platform)))
    if (platform !== process.platform || cpu !== process.arch) rmSync(join(binaries, platform, cpu), { recursive: true });
  removeEmpty(join(binaries, platform));
}

/** Deletes packages in a folder of modules, and in theirs, that are not needed. */
function pruneModules(folder) {
  if (!existsSync(join(root, folder))) return;
  const names = readdirSync(join(root, folder)).flatMap((name) =>
    name.startsWith('@') ? readdirSync(join(root, folder, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  for (const name of names) {
    const path = `${folder}/${name}`;
    const { link, resolved } = lock[path] ?? {};
    if (link ? ours.has(resolved) : needed.has(path)) {
      if (!link) pruneModules(`${path}/node_modules`);
    } else rmSync(join(root, path), { recursive: true, force: true });
  }
  for (const name of readdirSync(join(root, folder))) if (name.startsWith('@')) removeEmpty(join(root, folder, name));
}

/** Deletes what `npm pack` would leave out of a package, and its source. */
function keepReleased(folder) {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const [{ files }] = JSON.parse(execFileSync('npm', args, { cwd: join(root, folder), stdio: ['ignore', 'pipe', 'ignore'] }));
  const kept = new Set(files.map(({ path }) => path).filter((path) => !path.startsWith('src/')));
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  const paths = entries.map((entry) => ({ entry, path: relative(join(root, folder), join(entry.parentPath, entry.name)) }));
  // The deepest folders first: those that are empty then go too.
  for (const { entry, path } of paths.sort((a, b) => b.path.length - a.path.length)) {
    if (path.split(sep).includes('node_modules')) continue;
    if (entry.isDirectory()) removeEmpty(join(root, folder, path));
    else if (!kept.has(path.split(sep).join('/'))) rmSync(join(root, folder, path));
  }
}

function removeEmpty(folder) {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

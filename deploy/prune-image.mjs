/* Deletes what the service does not load: packages that it does not depend on, onnxruntime's libraries for other platforms (about 300 MB), and its library
 * for browsers, which the assets of capture contain. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const packages = join(root, 'packages');

const manifests = new Map();
for (const folder of await readdir(packages)) {
  const manifest = JSON.parse(await readFile(join(packages, folder, 'package.json'), 'utf8'));
  manifests.set(manifest.name, { folder, dependencies: Object.keys(manifest.dependencies ?? {}) });
}
const needed = new Set(['@face-session/server']);
for (const name of needed) for (const dependency of manifests.get(name).dependencies) if (manifests.has(dependency)) needed.add(dependency);
for (const [name, { folder }] of manifests) {
  if (needed.has(name)) continue;
  await rm(join(packages, folder), { recursive: true });
  await rm(join(modules, name), { force: true });
}

await rm(join(modules, 'onnxruntime-web'), { recursive: true });
const binaries = join(modules, 'onnxruntime-node', 'bin', 'napi-v6');
for (const platform of await readdir(binaries)) {
  if (platform !== process.platform) {
    await rm(join(binaries, platform), { recursive: true });
    continue;
  }
  for (const cpu of await readdir(join(binaries, platform))) {
    if (cpu !== process.arch) await rm(join(binaries, platform, cpu), { recursive: true });
  }
}

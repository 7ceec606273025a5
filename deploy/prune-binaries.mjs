/* Deletes what onnxruntime brings for other platforms, some 300 MB: other systems' libraries, and the browser's, which the capture's assets have. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const modules = join(import.meta.dirname, '..', 'node_modules');
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

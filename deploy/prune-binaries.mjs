/* Deletes the models' runtime for other platforms: onnxruntime-node brings all of them, some 200 MB. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const binaries = join(import.meta.dirname, '..', 'node_modules', 'onnxruntime-node', 'bin', 'napi-v6');
for (const platform of await readdir(binaries)) {
  if (platform !== process.platform) {
    await rm(join(binaries, platform), { recursive: true });
    continue;
  }
  for (const cpu of await readdir(join(binaries, platform))) {
    if (cpu !== process.arch) await rm(join(binaries, platform, cpu), { recursive: true });
  }
}

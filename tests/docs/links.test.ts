import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

async function documents(): Promise<string[]> {
  const packages = (await readdir(join(root, 'packages'))).map((name) => join('packages', name));
  const folders = await Promise.all(
    ['.', 'docs', ...packages].map(async (folder) => (await readdir(join(root, folder))).map((name) => join(folder, name))),
  );
  return folders.flat().filter((file) => file.endsWith('.md'));
}

test('every link and picture of the documentation that stays in the project leads somewhere', async () => {
  const dead: string[] = [];
  for (const file of await documents()) {
    const text = await readFile(join(root, file), 'utf8');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(([, link, image]) => link ?? image ?? '');
    for (const target of targets) {
      if (/^(https?:|mailto:|#)/.test(target)) continue;
      if (!existsSync(join(root, dirname(file), target.replace(/#.*$/, '')))) dead.push(`${file} -> ${target}`);
    }
  }
  expect(dead).toEqual([]);
});

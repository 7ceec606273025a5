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

/** The anchors of a document: its headings as GitHub names them, and `id`s written by hand. */
function anchorsOf(text: string): Set<string> {
  const headings = [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    (heading ?? '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
  return new Set([...headings, ...[...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id ?? '')]);
}

test('every anchor that a link of the documentation names is a heading there', async () => {
  const dead: string[] = [];
  for (const file of await documents()) {
    const text = await readFile(join(root, file), 'utf8');
    for (const [, path = '', anchor = ''] of text.matchAll(/\]\(([^)\s#:]*)#([^)\s]+)\)/g)) {
      const target = path === '' ? file : join(dirname(file), path);
      if (!target.endsWith('.md') || !existsSync(join(root, target))) continue;
      if (!anchorsOf(await readFile(join(root, target), 'utf8')).has(anchor)) dead.push(`${file} -> ${path}#${anchor}`);
    }
  }
  expect(dead).toEqual([]);
});

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

test('the README leads to every document, and to the README of every package and folder that has one', async () => {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const linked = new Set([...text.matchAll(/\]\(([^)\s#]+)/g)].map(([, target = '']) => target));
  const all = (await documents()).map((file) => file.replaceAll('\\', '/')).filter((file) => file !== 'README.md');
  expect(all.filter((file) => !linked.has(file))).toEqual([]);
});

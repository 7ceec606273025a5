import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/* The pages of docs/frameworks hold the files that `npm run test:frameworks` builds. */

const root = join(import.meta.dirname, '..', '..');
const examples = join(root, 'examples', 'frameworks');
const names = ['angular', 'react', 'svelte', 'vue'];

const filesOf = (folder: string): string[] =>
  readdirSync(join(examples, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(examples.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();

it('there is a page for each example, and no other', () => {
  expect(readdirSync(join(root, 'docs', 'frameworks')).sort()).toEqual(names.map((name) => `${name}.md`));
  expect(readdirSync(examples).sort()).toEqual([...names, 'face-session.ts'].sort());
});

it.each(names)('the page of %s is whole: it holds each file of its example as it is tested', (name) => {
  const page = readFileSync(join(root, 'docs', 'frameworks', `${name}.md`), 'utf8');
  const shown = [...page.matchAll(/`([^`]+)`:\n\n<!-- file ([\w./-]+) -->\n\n```\w+\n([^]*?)```\n/g)];
  expect(shown.map(([, , path]) => path).sort()).toEqual([...filesOf(name), 'face-session.ts'].sort());
  for (const [, place = '', path = '', text] of shown) {
    expect([path, text]).toEqual([path, readFileSync(join(examples, path), 'utf8')]);
    expect(place).toBe(path === 'face-session.ts' ? 'src/face-session.ts' : path.slice(name.length + 1));
  }
});

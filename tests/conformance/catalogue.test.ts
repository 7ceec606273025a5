import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from './catalogue.js';
import { migrationGuide } from './migration-guide.js';

test('every row of the catalogue is tested, and once', async () => {
  const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.test.ts'));
  const sources = await Promise.all(files.map((name) => readFile(join(import.meta.dirname, name), 'utf8')));
  const tested = sources.flatMap((source) => [...source.matchAll(/\brow\(\s*'([^']+)'/g)].map((match) => match[1]));
  expect(tested.sort()).toEqual(Object.keys(catalogue).sort());
});

test('docs/migration.md says what the catalogue says', async () => {
  const guide = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'migration.md'), 'utf8');
  expect(guide).toBe(await migrationGuide());
});

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/* The tables of docs/security.md name the test of each row: its file, and words of its name in quotes. */

const root = join(import.meta.dirname, '..', '..');

/** The file that rows mean which quote a name without a file, by the heading above the table. */
const fileOfSection: Readonly<Record<string, string>> = { 'Attacks by way of links': 'tests/server/links.test.ts' };

/** The text before a table whose rows must each name a test. */
const PROMISE = 'Each row is a named test';

/** A file of tests as a row writes it, and the words that it quotes of the names of tests in it. */
interface Reference {
  readonly file: string;
  readonly words: readonly string[];
}

interface Row {
  readonly line: number;
  readonly isPromised: boolean;
  readonly says: string;
  readonly references: readonly Reference[];
}

const testFiles = ['packages', 'apps', 'bench', 'tests'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts') && !/\/(node_modules|dist)\//.test(path)),
);

function readRows(): Row[] {
  const lines = readFileSync(join(root, 'docs', 'security.md'), 'utf8').split('\n');
  let [section, isPromised] = ['', false];
  return lines.flatMap((line, index) => {
    if (line.startsWith('## ')) [section, isPromised] = [line.slice(3), false];
    if (line.includes(PROMISE)) isPromised = true;
    const isHead = [line, lines[index + 1] ?? ''].some((each) => each.startsWith('| -'));
    if (!line.startsWith('|') || isHead) return [];
    const found = [...line.matchAll(/(?:`([\w./-]+\.test\.ts)`)?((?:(?:, )?"[^"`]+")*)/g)].filter(([all]) => all !== '');
    const references = found.map(([, file = fileOfSection[section] ?? '', words = '']) => ({
      file,
      words: [...words.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word),
    }));
    return [{ line: index + 1, isPromised, says: line, references: references.filter(({ file }) => file !== '') }];
  });
}

/** The files that a path from the root, or the end of one, stands for. */
function filesNamed(file: string): string[] {
  return testFiles.includes(file) ? [file] : testFiles.filter((path) => path.endsWith(`/${file}`));
}

/** Whether a file has a string with the words, or two that give them together: the name of a group, and that of a test in it. */
function hasName(file: string, words: string): boolean {
  const text = readFileSync(join(root, file), 'utf8');
  const strings = [...text.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`|"([^"\n]*)"/g)].map(([, a, b, c]) => a ?? b ?? c ?? '');
  return words.split(' ... ').every((part) => {
    if (strings.some((string) => string.includes(part))) return true;
    const ends = [...part.matchAll(/ /g)].map(({ index }) => [part.slice(0, index), part.slice(index + 1)] as const);
    return ends.some(
      ([end, start]) => strings.some((string) => string.endsWith(end)) && strings.some((string) => string.startsWith(start)),
    );
  });
}

it('the security document names one file of tests for each reference, and words of the name of a test in it', () => {
  const rows = readRows();
  const wrong = rows.flatMap(({ line, references }) =>
    references.flatMap(({ file, words }) => {
      const [path, other] = filesNamed(file);
      if (path === undefined || other !== undefined) return [`line ${line}: ${file} is ${path ? 'ambiguous' : 'missing'}`];
      return words.filter((each) => !hasName(path, each)).map((each) => `line ${line}: ${file} has no test "${each}"`);
    }),
  );
  expect(wrong).toEqual([]);
  expect(rows.flatMap(({ references }) => references.flatMap(({ words }) => words)).length).toBeGreaterThan(60);
});

it('each row of a table of the security document that promises a test names one', () => {
  const promised = readRows().filter(({ isPromised }) => isPromised);
  expect(promised.length).toBeGreaterThan(60);
  const without = promised.filter(({ references, says }) => references.length === 0 && !/\| the same +\|$/.test(says));
  expect(without.map(({ line, says }) => `line ${line}: ${says.slice(2, 60)}`)).toEqual([]);
});

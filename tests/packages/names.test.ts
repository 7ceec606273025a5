import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const folders = [...readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'src')), join('apps', 'demo', 'src')];
const files = folders.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!test|[.]d)[.]tsx?$/.test(file))
    .map((file) => join(folder, file)),
);

it('no two files declare types of one name', () => {
  const declared = new Map<string, string[]>();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    const names = new Set(
      [...source.matchAll(/^(?:export )?(?:declare )?(?:abstract )?(?:class|interface|type|enum) (\w+)/gm)].map(([, name = '']) => name),
    );
    for (const name of names) declared.set(name, [...(declared.get(name) ?? []), file]);
  }
  const twice = [...declared].filter(([, places]) => places.length > 1);

  expect(files.length).toBeGreaterThan(300);
  expect(Object.fromEntries(twice)).toEqual({});
});

it('every name that a docstring links, and every error that it says is thrown, is one of the code', () => {
  const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  const comment = /\/\*[^]*?\*\/|(?<![:'"`])\/\/[^\n]*/g;
  const words = new Set(sources.flatMap(({ text }) => text.replace(comment, '').match(/[\w$]+/g) ?? []));
  const unknown = sources.flatMap(({ file, text }) =>
    (text.match(comment) ?? []).flatMap((each) =>
      [...each.matchAll(/\{@link ([\w$]+)|@throws \{?(?:@link )?([A-Z]\w+)|\b(?:throws?|see) ([A-Z]\w+Error)\b/g)]
        .map(([, linked, thrown, named]) => linked ?? thrown ?? named ?? '')
        .filter((name) => !words.has(name))
        .map((name) => `${file}: ${name}`),
    ),
  );
  expect(unknown).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names that the plugin has from the reference, and verify or protocol for a thing of the same kind. */
const published = ['FaceSessionError', 'FaceSessionErrorCode', 'LivenessGesture'];

it('no two files declare types of one name', () => {
  const folders = [...readdirSync(join(root, 'packages')).map((name) => join('packages', name, 'src')), join('apps', 'demo', 'src')];
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?<!test|[.]d)[.]ts$/.test(file))
      .map((file) => join(folder, file)),
  );
  const declared = new Map<string, string[]>();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8');
    const names = new Set(
      [...source.matchAll(/^(?:export )?(?:declare )?(?:abstract )?(?:class|interface|type|enum) (\w+)/gm)].map(([, name = '']) => name),
    );
    for (const name of names) declared.set(name, [...(declared.get(name) ?? []), file]);
  }
  const twice = [...declared].filter(([name, places]) => places.length > 1 && !published.includes(name));

  expect(files.length).toBeGreaterThan(300);
  expect(Object.fromEntries(twice)).toEqual({});
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/* Settings, codes, fields, functions, options of commands and scripts that a document names are those of the code. */

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The files below a folder whose names end so, without what is installed or built. */
function filesIn(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /^([.].*|node_modules|dist|coverage|data)$/.test(entry.name) ? [] : filesIn(path, ending);
    return ending.test(entry.name) ? [path] : [];
  });
}

/** Of other programs, or of the reader's. */
const elsewhere = new Set([
  'NODE_EXTRA_CA_CERTS',
  'ONNXRUNTIME_NODE_INSTALL',
  'allowsInlineMediaPlayback',
  'defineEventHandler',
  'rawBody',
  'toWebRequest',
  'yoursFromAnotherProcess',
]);

test('every setting, code, field, function, option and script that a document names is in the code', () => {
  const code = filesIn('.', /[.](ts|tsx|mjs|cjs|py|java|yaml|yml)$|^(package[.]json|Dockerfile|nginx[.]conf|Caddyfile)$/)
    .map(read)
    .join('\n');
  const words = new Set(code.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+_?\b|\b[a-z][a-z0-9]*(?:-[a-z0-9]+)*\b|\b[a-z]+[A-Z]\w*\b/g) ?? []);
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const documents = filesIn('.', /[.]md$/).filter((file) => file !== 'CHANGELOG.md');

  const unknown = documents.flatMap((document) =>
    [...read(document).matchAll(/`([^`\n]+)`/g)].flatMap(([, quoted = '']) =>
      [
        ...(quoted.match(/\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b/g) ?? []).filter((name) => !words.has(name) && !elsewhere.has(name)),
        ...(quoted.match(/\b[a-z]+[A-Z]\w*\b/g) ?? []).filter((name) => !words.has(name) && !elsewhere.has(name)),
        ...[...quoted.matchAll(/(?:^|\s)--([a-z][a-z-]+)/g)].map(([, name = '']) => name).filter((name) => !words.has(name)),
        ...[...quoted.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name).filter((name) => !(name in scripts)),
      ].map((name) => `${document}: ${name}`),
    ),
  );

  expect(documents.length).toBeGreaterThan(30);
  expect(unknown).toEqual([]);
});

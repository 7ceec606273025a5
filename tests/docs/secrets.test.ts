import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/* What is deployed and what the documents tell people to type keep secrets out of images, environments and command lines. */

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the image', () => {
  const patterns = read('deploy/Dockerfile.dockerignore')
    .trim()
    .split('\n')
    .map((line) => new RegExp(`^${line.replace(/[.]/g, '\\.').replace(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'))}$`));
  const isSent = (path: string): boolean => {
    const parts = path.split('/');
    return !parts.some((_, index) => patterns.some((pattern) => pattern.test(parts.slice(0, index + 1).join('/'))));
  };

  it.each(['.env', '.env.local', 'deploy/.env', 'deploy/master.key', 'data/master.key', 'master.key', 'face-session.db', 'x/y.db-wal'])(
    'is built without %s',
    (path) => {
      expect(isSent(path)).toBe(false);
    },
  );

  it('is built with the sources', () => {
    expect(['package-lock.json', 'packages/server/src/main.ts', 'deploy/Dockerfile'].filter((path) => !isSent(path))).toEqual([]);
  });
});

it('the compose file gives the master key as a file, not in the environment', () => {
  const compose = read('deploy/compose.yaml');
  expect(compose).toMatch(/^ +MASTER_KEY_FILE: \/run\/secrets\/master_key$/m);
  expect(compose).toMatch(/^ +secrets: \[master_key\]$/m);
  expect(compose).not.toMatch(/\bMASTER_KEY *[:=]/);
});

it('no documented curl command has a secret or token among its arguments', () => {
  const documents = ['.', 'docs', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)].flatMap((folder) =>
    readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [`${folder}/${name}`] : [])),
  );
  const commands = documents.flatMap((document) =>
    [...read(document).matchAll(/^```(?:sh|bash|console)\n([^]*?)^```/gm)].flatMap(([, block = '']) => [
      ...(block.replaceAll('\\\n', ' ').match(/\bcurl [^|\n]*/g) ?? []),
    ]),
  );
  expect(commands.length).toBeGreaterThan(5);
  expect(commands.filter((command) => /\$\{?\w*(?:TOKEN|SECRET|KEY)|Bearer|client_secret|(?:^| )(?:-u|--user)\b/i.test(command))).toEqual(
    [],
  );
});

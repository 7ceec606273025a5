import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ensureDebianPackages } from '../../scripts/lib/debian.mjs';

/* The verifiers in other languages, over the vectors, where the languages are or can be installed. */

const root = join(import.meta.dirname, '..', '..');
const succeeds = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
// Debian's interpreter, which has Debian's modules; a `python3` earlier in the path need not.
const python = succeeds('/usr/bin/python3', '--version') ? '/usr/bin/python3' : 'python3';
const gson = '/usr/share/java/gson.jar';

const languages = [
  {
    file: 'verify.py',
    command: [python],
    isThere: () => succeeds(python, '-c', 'import jwt, cryptography'),
    packages: ['python3-jwt', 'python3-cryptography'],
  },
  {
    file: 'Verify.java',
    command: ['java', '-cp', gson],
    isThere: () => succeeds('java', '-version') && succeeds('test', '-e', gson) && succeeds('javac', '-version'),
    packages: ['default-jdk-headless', 'libgoogle-gson-java'],
  },
];

describe.each(languages)('examples/verify/$file', ({ file, command: [program = '', ...args], isThere, packages }) => {
  it('accepts and refuses the vectors as it must', { timeout: 300_000 }, async (context) => {
    if (!(await ensureDebianPackages(isThere, packages))) context.skip(`needs ${packages.join(', ')}`);
    const { stdout } = spawnSync(program, [...args, join('examples', 'verify', file), join('vectors', 'results.json')], {
      cwd: root,
      encoding: 'utf8',
    });
    const { results } = JSON.parse(readFileSync(join(root, 'vectors', 'results.json'), 'utf8')) as { results: unknown[] };
    const all = String(results.length);
    expect(stdout.trim()).toBe(`${all} of ${all} as expected`);
  });

  it('is what the migration guide shows', () => {
    const source = readFileSync(join(root, 'examples', 'verify', file), 'utf8');
    const lines = /^( *)(?:#|\/\/) \[snippet\]\n(.*?)^ *(?:#|\/\/) \[\/snippet\]/ms.exec(source);
    const snippet = (lines?.[2] ?? 'no snippet').replaceAll(new RegExp(`^${lines?.[1] ?? ''}`, 'gm'), '');
    for (const guide of ['docs/migration.md', 'tests/conformance/migration-introduction.md']) {
      expect(readFileSync(join(root, guide), 'utf8')).toContain(`\n${snippet}\`\`\`\n`);
    }
  });
});

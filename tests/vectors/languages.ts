import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';

/* The verifiers in other languages. */

export const root = join(import.meta.dirname, '..', '..');
const succeeds = (command: string, ...args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
// Debian's interpreter, which has Debian's modules; a `python3` earlier in the path need not.
const python = succeeds('/usr/bin/python3', '--version') ? '/usr/bin/python3' : 'python3';
const gson = '/usr/share/java/gson.jar';

export interface Language {
  /** In examples/verify. */
  readonly file: string;
  readonly command: readonly string[];
  readonly isThere: () => boolean;
  /** Of Debian; none if Debian has none. */
  readonly packages: readonly string[];
}

export const languages: readonly Language[] = [
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
  { file: 'verify.go', command: ['go', 'run'], isThere: () => succeeds('go', 'version'), packages: ['golang-go'] },
  {
    file: 'verify.php',
    command: ['php'],
    isThere: () => succeeds('php', '-r', 'exit(extension_loaded("openssl") && PHP_VERSION_ID >= 80100 ? 0 : 1);'),
    packages: ['php-cli'],
  },
  { file: 'verify.rb', command: ['ruby'], isThere: () => succeeds('ruby', '-r', 'openssl', '-e', 'exit'), packages: ['ruby'] },
  {
    file: 'Verify.cs',
    command: ['dotnet', 'run'],
    isThere: () => Number.parseInt(spawnSync('dotnet', ['--version'], { encoding: 'utf8' }).stdout, 10) >= 10,
    packages: [],
  },
];

/** Runs a verifier over the vectors, and expects of each what the vectors say. */
export function expectAsVectors({ file, command: [program = '', ...args] }: Language): void {
  const cache = mkdtempSync(join(tmpdir(), 'face-session-language-'));
  try {
    const { stdout, stderr, error } = spawnSync(program, [...args, join('examples', 'verify', file), join('vectors', 'results.json')], {
      cwd: root,
      encoding: 'utf8',
      // Where Go and .NET put what they compile.
      env: { ...process.env, GOCACHE: cache, DOTNET_CLI_HOME: cache },
    });
    const { results } = JSON.parse(readFileSync(join(root, 'vectors', 'results.json'), 'utf8')) as { results: unknown[] };
    const all = String(results.length);
    expect(`${stdout.trim()}${stderr}${error?.message ?? ''}`).toBe(`${all} of ${all} as expected`);
  } finally {
    rmSync(cache, { recursive: true });
  }
}

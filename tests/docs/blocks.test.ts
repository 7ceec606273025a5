import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/*
 * Every code block of the documents is checked by its language. TypeScript is compiled by examples.test.ts, and the example of the README and docs/quick-start.md are run
 * (tests/e2e/face-session.test.ts, tests/registry/registry.test.ts). Verifiers are compared with their files, and those run over the vectors (tests/vectors). Queries are written from
 * the alerts, which promtool checks (packages/server/src/alerts).
 */

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const inFolder = (folder: string): string[] =>
  readdirSync(join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [folder === '.' ? name : `${folder}/${name}`] : []));
const documents = [
  '.',
  'docs',
  'vectors',
  'examples/verify',
  'apps/demo',
  ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`),
]
  .flatMap(inFolder)
  .filter((path) => path !== 'THIRD_PARTY_NOTICES.md');

interface Block {
  readonly at: string;
  readonly language: string;
  readonly code: string;
}
const blocks: readonly Block[] = documents.flatMap((path) =>
  [...read(path).matchAll(/^```(\S*)\n(.*?)^```$/gms)].map(([, language = '', code = ''], index) => ({
    at: `${path} block ${String(index + 1)}`,
    language,
    code,
  })),
);
const of = (...languages: string[]): Block[] => blocks.filter(({ language }) => languages.includes(language));

/** Compiled by examples.test.ts; compared with files by tests/vectors; figures, formulas and calls of phones that nothing here can run. */
const elsewhere = ['ts', 'tsx', 'vue', 'python', 'java', 'go', 'php', 'csharp', 'ruby', 'css', 'text', 'promql', 'swift', 'kotlin'];
const here = ['js', 'json', 'yaml', 'sh', 'html'];

describe('code blocks of the documents', () => {
  it('have a language that is checked', () => {
    expect(blocks.length).toBeGreaterThan(50);
    // Reports that a command writes.
    const written = /^docs\/(accuracy|liveness)\.md /;
    expect(
      blocks
        .filter(({ at, language }) => !(language === '' && written.test(at)) && ![...here, ...elsewhere].includes(language))
        .map(({ at, language }) => `${at}: "${language}"`),
    ).toEqual([]);
  });

  it.each(of('yaml'))('$at is YAML', ({ code }) => {
    expect(load(code)).toBeTypeOf('object');
  });

  it.each(of('json'))('$at is JSON', ({ code }) => {
    expect(() => JSON.parse(code) as unknown).not.toThrow();
  });

  it.each(of('js'))('$at is JavaScript', ({ code }) => {
    const { diagnostics = [] } = ts.transpileModule(code, {
      reportDiagnostics: true,
      compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
    });
    expect(diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))).toEqual([]);
  });

  it('in the shell are read by one, and call scripts and commands that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const sources = readdirSync(join(root, 'packages/server/src/cli')).map((name) => read(`packages/server/src/cli/${name}`));
    const commands = new Set(sources.flatMap((source) => source.match(/(?<=^ {2}name: ')[a-z]+(?=',$)/gm) ?? []));
    const faults = of('sh').flatMap(({ at, code }) => {
      const syntax = spawnSync('bash', ['-n'], { input: code, encoding: 'utf8' }).stderr;
      const unknownScripts = [...code.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name).filter((name) => !(name in scripts));
      const unknownCommands = [...code.matchAll(/\bnpx face-session ([a-z]+)/g)]
        .map(([, name = '']) => name)
        .filter((name) => !commands.has(name) && name !== 'help');
      return [syntax, ...unknownScripts, ...unknownCommands].filter((fault) => fault !== '').map((fault) => `${at}: ${fault}`);
    });
    expect(commands.size).toBeGreaterThan(10);
    expect(faults).toEqual([]);
  });
});

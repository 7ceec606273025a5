import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const documents = ['README.md', 'docs/integration.md', ...['capture', 'plugin', 'web'].map((name) => `packages/${name}/README.md`)];

/** What an example takes from the app around it. */
const around = `
declare const token: string, accessToken: string, sessionId: string, nonce: string, userId: string, jws: string;
declare const analytics: { track(...facts: unknown[]): void };
declare function sendToYourBackend(jws: string): Promise<void>;
declare function welcome(): void;
`;

/** The examples in TypeScript, each as a module of its own; those of a framework that is not installed here are left out. */
const examples = new Map(
  documents.flatMap((document) => {
    const blocks = [...readFileSync(join(root, document), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code ?? '');
    const ours = blocks.filter((code) => !code.includes('@angular/'));
    return ours.map(
      (code, index) =>
        [join(root, 'tests', 'docs', `${document.replaceAll('/', '-')}-${String(index)}.ts`), `${code}\nexport {};\n`] as const,
    );
  }),
);

test('the TypeScript of the documentation compiles against the packages', () => {
  const options: ts.CompilerOptions = {
    strict: true,
    useUnknownInCatchVariables: false,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
  };
  const files = new Map([...examples, [join(root, 'tests', 'docs', 'around.d.ts'), around]]);
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const faults = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${file?.fileName.replace(root, '') ?? ''}:${String(line)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(examples.size).toBeGreaterThan(5);
  expect(faults).toEqual([]);
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate } from '@angular/compiler';
import { compile } from '@vue/compiler-dom';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const documents = [
  'README.md',
  'docs/frameworks.md',
  'docs/integration.md',
  'docs/webhooks.md',
  'docs/test-mode.md',
  ...['capture', 'plugin', 'react', 'verify', 'web'].map((name) => `packages/${name}/README.md`),
];

/** What an example takes from the app around it. */
const around = `
declare const token: string, accessToken: string, sessionId: string, nonce: string, userId: string, jws: string;
declare const clientId: string, clientSecret: string, photo: Buffer<ArrayBuffer>;
declare const redis: { set(key: string, value: string, options: { NX: true; PXAT: number }): Promise<string | null> };
declare const analytics: { track(...facts: unknown[]): void };
declare function sendToYourBackend(jws: string): Promise<void>;
declare function welcome(): void;
declare function signedInUser(): Promise<{
  idPhoto(): Promise<Buffer<ArrayBuffer>>;
  keep(record: { sessionId: string; nonce: string }): Promise<void>;
  kept: { sessionId: string; nonce: string };
}>;
`;

/** What the compiler of TypeScript gets of an example: of a component in Vue its script. */
function compiled(language: string, code: string): string {
  return language === 'vue' ? (/<script setup lang="ts">(.*?)<\/script>/s.exec(code)?.[1] ?? '') : code;
}

/** The examples in TypeScript, each as a module of its own, by a path; one that begins with a comment of its name has that name. */
const examples = new Map(
  documents.flatMap((document) => {
    const blocks = [...readFileSync(join(root, document), 'utf8').matchAll(/^```(tsx?|vue)\n(.*?)^```/gms)];
    return blocks.map(([, language = '', code = ''], index) => {
      const name =
        /^\/\/ ([\w-]+\.ts)\n/.exec(code)?.[1] ?? `${document.replaceAll('/', '-')}-${String(index)}.${language === 'tsx' ? 'tsx' : 'ts'}`;
      return [join(root, 'tests', 'docs', name), `${compiled(language, code)}\nexport {};\n`] as const;
    });
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
    jsx: ts.JsxEmit.ReactJSX,
    experimentalDecorators: true,
    types: ['node'],
    // The example's own types, without the compiler of its template.
    paths: { vue: [join(root, 'node_modules', '@vue', 'runtime-core')] },
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
  expect(examples.size).toBeGreaterThan(12);
  expect(faults).toEqual([]);
});

test('the templates of the documentation are accepted by the compilers of Vue and Angular', () => {
  const text = readFileSync(join(root, 'docs', 'frameworks.md'), 'utf8');
  const [vue = ''] = /(?<=^<template>\n).*?(?=^<\/template>)/ms.exec(text) ?? [];
  const [angular = ''] = /(?<=template: `).*?(?=`)/s.exec(text) ?? [];
  expect([vue, angular].every((template) => template.includes('check()') || template.includes('"check"'))).toBe(true);
  expect(() => compile(vue)).not.toThrow();
  expect(parseTemplate(angular, 'face-check.html').errors).toBeNull();
});

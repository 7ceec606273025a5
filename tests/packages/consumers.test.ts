import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* Apps and backends of other people: their compilers and their loaders, over the packages as they are built. */

const root = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'face-session-consumer-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What a compiler says of a program; empty if it accepts it. */
async function faultsOf(compiler: string, options: object, source: string): Promise<string> {
  const project = mkdtempSync(join(folder, 'project-'));
  const compilerOptions = { noEmit: true, strict: true, skipLibCheck: false, ...options };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
  writeFileSync(join(project, 'consumer.ts'), source);
  const cli = join(root, 'node_modules', compiler, 'bin', 'tsc');
  return run(process.execPath, [cli, '-p', project, '--pretty', 'false']).then(
    () => '',
    (error: unknown) => String((error as { stdout?: string }).stdout),
  );
}

const backend = `
import { verifyFaceSessionResult, fetchAuditTrailImage, FaceSessionError, type ReplayStore, type AnyFaceSessionError } from '@face-session/verify';
export async function check(jws: string, sessionId: string, nonce: string | undefined, level: 1 | 2 | 3 | 4 | 5 | undefined, replayStore?: ReplayStore) {
  try {
    const result = await verifyFaceSessionResult(jws, { issuer: 'https://id.example', clientId: 'x', sessionId, nonce: nonce ?? null, ...(level ? { minimumMatchLevel: level } : {}), ...(replayStore ? { replayStore } : {}) });
    const selfie: Uint8Array = await fetchAuditTrailImage(result, { accessToken: 't' });
    const level5: 1 | 2 | 3 | 4 | 5 = result.claims.data.face!.matchLevel;
    // @ts-expect-error a match level is not any
    const words: string = result.matchLevel;
    return [level5, selfie, words] as const;
  } catch (error) { if (error instanceof FaceSessionError) return (error as AnyFaceSessionError).code; throw error; }
}
`;
const app = `
import { UqudoPlugin, FaceSessionConfigurationBuilder, type FaceSessionError } from 'uqudosdk-capacitor';
import { runFaceSession, FaceSessionCapture, type CaptureOptions } from '@face-session/capture';
import uqudo, { create, OperationError, type IUqudoSdkConfig } from '@face-session/web';
export function reasonOf(error: FaceSessionError): 'USER_CANCEL' | undefined {
  // @ts-expect-error the reason of an error is not any
  const wrong: number = error.reason;
  return error.reason === 'USER_CANCEL' ? 'USER_CANCEL' : void wrong;
}
window.addEventListener('TraceEvent', (event) => { const code: string | undefined = event.statusCode; console.log(code); });
const config: IUqudoSdkConfig = { accessToken: 't' };
const options: CaptureOptions = { token: 't', sessionId: 's' };
export const running = [
  new UqudoPlugin().faceSession(new FaceSessionConfigurationBuilder().setToken('t').setSessionId('s').build()),
  runFaceSession(options),
  create(config).faceSession({ sessionId: 's' }),
  uqudo.create(config),
  new FaceSessionCapture(),
  new OperationError('USER_CANCEL', ''),
];
`;
/** TypeScript 4.1 has no \`type\` beside a name. */
const withTypeImports = (source: string): string =>
  source.replace(/^import ((?:\w+, )?\{.*\}) from (.*);$/gm, (line, names: string, from: string) => {
    const types = [...names.matchAll(/type (\w+)/g)].map(([, name = '']) => name);
    const values = names.replace(/(, )?type \w+/g, '');
    return types.length === 0 ? line : `import ${values} from ${from}; import type { ${types.join(', ')} } from ${from};`;
  });

describe.each([
  ['a backend', '@face-session/verify', backend, { lib: ['ES2020', 'DOM'], types: [] }, 'commonjs'],
  ['an app', 'the plugin, the capture and the web SDK', app, { lib: ['ES2020', 'DOM', 'DOM.Iterable'], types: [] }, 'esnext'],
])('%s', (_who, what, source, libraries, module) => {
  it(`in TypeScript 4.1, the lowest, finds the types of ${what}`, async () => {
    expect(
      await faultsOf('typescript-4.1', { module, moduleResolution: 'node', target: 'es2019', ...libraries }, withTypeImports(source)),
    ).toBe('');
  });

  it.each([
    ['node', { module, moduleResolution: 'node', esModuleInterop: true }],
    ['nodenext', { module: 'nodenext', moduleResolution: 'nodenext' }],
    ['bundler', { module: 'esnext', moduleResolution: 'bundler' }],
  ])(`in TypeScript 5.9 with moduleResolution %s finds the types of ${what}, and nothing wrong in them`, async (_resolution, options) => {
    expect(await faultsOf('typescript-5.9', { target: 'es2022', ...libraries, ...options }, source)).toBe('');
  });
});

describe('a program that reads the messages itself', () => {
  const constants = `import { gestures, MAX_ATTEMPTS, type AttemptOutcome } from '@face-session/protocol';
export const most: number = MAX_ATTEMPTS + gestures.length;
export const isOver = (outcome: AttemptOutcome): boolean => outcome.outcome === 'passed';`;
  const schemas = `import { attemptOutcomeSchema } from '@face-session/protocol/schemas';
import type { AttemptOutcome } from '@face-session/protocol';
export const read = (json: unknown): AttemptOutcome => attemptOutcomeSchema.parse(json);`;
  const libraries = { lib: ['ES2020', 'DOM'], types: [], target: 'es2019', module: 'esnext' };

  it('finds constants and types in TypeScript 4.1, without zod', async () => {
    expect(await faultsOf('typescript-4.1', { moduleResolution: 'node', ...libraries }, withTypeImports(constants))).toBe('');
  });

  it.each(['node', 'bundler'])('finds the schemas with moduleResolution %s', async (moduleResolution) => {
    expect(await faultsOf('typescript-5.9', { ...libraries, moduleResolution, skipLibCheck: true }, schemas)).toBe('');
  });
});

it('a backend in TypeScript 5.9 with "module": "commonjs" and Node’s types compiles', async () => {
  expect(await faultsOf('typescript-5.9', { module: 'commonjs', lib: ['ES2022'], types: ['node'] }, backend)).toBe('');
});

/** What a program prints in a process of its own; rejects if it ends with another code than 0, as after an unhandled rejection. */
const node = async (code: string, ...flags: string[]): Promise<string> =>
  (await run(process.execPath, [...flags, '-e', code], { cwd: folder })).stdout.trim();

describe('a server that renders the pages of an app', () => {
  const rejectionsOf = `
    const config = { ...new plugin.FaceSessionConfigurationBuilder().setToken('t').setSessionId('s').build() };
    const sessionId = 'd2186cf1-0000-4000-8000-000000000001';
    const started = [
      sdk.faceSession({ ...config, sessionId }),
      sdk.recover(new plugin.AccountRecoveryConfigurationBuilder().setToken('t').setEnrollmentIdentifier(sessionId).build()),
      capture.runFaceSession({ token: 't', sessionId }),
      web.create({ accessToken: 't' }).faceSession({ sessionId }),
    ];
    const ends = await Promise.allSettled(started);
    console.log(JSON.stringify(ends.map(({ reason }) => [reason.fault, reason.message.includes('not on a server')])));`;
  const initialised = `
    const sdk = new plugin.UqudoPlugin();
    sdk.init({ issuers: ['https://id.example'], baseURL: 'https://id.example' });
    sdk.setLocale('ar');
    capture.defineFaceSessionCapture();
    console.log((await sdk.checkPermissions()).camera);`;
  const imports = `
    import * as plugin from 'uqudosdk-capacitor';
    import * as capture from '@face-session/capture';
    import * as web from '@face-session/web';
    import '@face-session/react';`;

  it('imports plugin, capture, web SDK and React package, calls init, and goes on', async () => {
    expect(await node(imports + initialised, '--input-type=module')).toBe('prompt');
  });

  it('requires the plugin, calls init, and goes on', async () => {
    const code = `const plugin = require('uqudosdk-capacitor'); new plugin.UqudoPlugin().init({ issuers: ['https://id.example'] });
      setTimeout(() => console.log('on'), 50);`;
    expect(await node(code)).toBe('on');
  });

  it('that starts a session is told that it has to run in the browser', async () => {
    const told = await node(`${imports}${initialised}${rejectionsOf}`, '--input-type=module');
    expect(JSON.parse(told.split('\n')[1] ?? '')).toEqual(Array(4).fill(['NOT_IN_PAGE', true]));
  });
});

describe('@face-session/verify in a loader of CommonJS', () => {
  it('is required by one that cannot require ES modules, as Jest’s', async () => {
    const code = "console.log(typeof require('@face-session/verify').verifyFaceSessionResult)";
    expect(await node(code, '--no-experimental-require-module')).toBe('function');
  });

  it('is the same code for require and import, so that no result is accepted by each', async () => {
    const code = `import('@face-session/verify').then((imported) => {
      const required = require('@face-session/verify');
      console.log(Object.keys(required).every((name) => required[name] === imported[name]), Object.keys(imported).length === Object.keys(required).length);
    })`;
    expect(await node(code)).toBe('true true');
  });
});

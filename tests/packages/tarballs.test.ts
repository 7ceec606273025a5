import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const packages = join(root, 'packages');
const fromPlugin = createRequire(join(packages, 'plugin', 'package.json'));
const { publint } = (await import(fromPlugin.resolve('publint'))) as typeof import('publint');
const attw = (await import(fromPlugin.resolve('@arethetypeswrong/core'))) as typeof import('@arethetypeswrong/core');
const folder = mkdtempSync(join(tmpdir(), 'face-session-package-'));

interface Tarball {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}
/** By the name of the package. */
let tarballs: ReadonlyMap<string, Tarball>;

beforeAll(() => {
  const workspaces = Object.keys(contents).flatMap((name) => ['--workspace', manifestOf(name).name]);
  const json = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder, ...workspaces], { cwd: root });
  tarballs = new Map((JSON.parse(json.toString()) as Tarball[]).map((tarball) => [tarball.name, tarball]));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license: string;
  readonly repository: { url: string; directory: string };
  readonly bugs: string;
  readonly keywords: string[];
  readonly files: string[];
  readonly sideEffects: unknown;
  readonly exports: Record<string, unknown>;
  readonly dependencies?: Record<string, string>;
}
const manifestOf = (name: string): Manifest => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as Manifest;

/** What each tarball holds, as patterns of which each must be met and one must fit each file. */
const compiled = [/^src\/.*(?<!\.test)\.(ts|json)$/, /^dist\/.*\.(js|d\.ts|js\.map|d\.ts\.map|json)$/];
const bundle = [
  /^dist\/bundle\/index\.js$/,
  /^dist\/bundle\/index\.d\.ts$/,
  /^dist\/bundle\/[a-z]{2}\.js$/,
  /^dist\/bundle\/[a-z]+\.js\.map$/,
];
const contents: Record<string, RegExp[]> = {
  protocol: compiled,
  face: [...compiled, /^models\//],
  liveness: compiled,
  evaluate: compiled,
  server: [...compiled, /^src\/store\/sql\/schemas\/[\w.-]+\.sql$/],
  verify: [
    /^dist\/bundle\/index\.(cjs|d\.cts)$/,
    /^dist\/bundle\/index\.(js|d\.ts)$/,
    /^dist\/bundle\/index\.cjs\.map$/,
    /^dist\/bundle\/jose\.LICENSE\.md$/,
  ],
  capture: [
    ...bundle,
    /^dist\/assets\/(manifest\.json|[\w-]+\.[0-9a-f]{16}\.(onnx|wasm|js|json)(\.br)?)$/,
    /^bin\/face-session-assets\.mjs$/,
  ],
  web: bundle,
  react: bundle,
  plugin: [...bundle, /^dist\/bundle\/(index\.d\.cts|package\.json)$/, /^dist\/package\.json$/, /^dist\/plugin(\.cjs)?\.js(\.map)?$/],
};
const always = ['package.json', 'README.md', 'LICENSE'];
/** Packages that a Node backend or an app of CommonJS requires; the others are ES modules only, and say so. */
const required = ['verify', 'plugin'];

describe.each(Object.keys(contents))('packages/%s as npm would publish it', (name) => {
  const manifest = manifestOf(name);
  const packed = (): Tarball => tarballs.get(manifest.name)!;

  it('says where it comes from, what it holds and under which licence, and is private until it is released', () => {
    expect(manifest).toMatchObject({ private: true, license: 'MIT', version: manifestOf('protocol').version });
    expect(manifest.name).toMatch(/^@face-session\//);
    expect(manifest.repository.directory).toBe(`packages/${name}`);
    expect([manifest.repository.url, manifest.bugs, manifest.keywords.length > 2]).toEqual([
      expect.stringMatching(/^git\+https:/),
      expect.stringMatching(/\/issues$/),
      true,
    ]);
    expect(manifest.files.length).toBeGreaterThan(0);
    expect(manifest.sideEffects).toBeDefined();
    expect(manifest.exports['./package.json']).toBe('./package.json');
    expect(readFileSync(join(packages, name, 'LICENSE'), 'utf8')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
  });

  it('holds what is listed, its licence, a README, and nothing else', () => {
    const paths = packed().files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(always));
    const rest = paths.filter((path) => !always.includes(path));
    expect(rest.filter((path) => !contents[name]!.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(contents[name]!.filter((pattern) => !rest.some((path) => pattern.test(path)))).toEqual([]);
  });

  it('publint finds nothing', async () => {
    const tarball = new Uint8Array(readFileSync(join(folder, packed().filename))).buffer;
    expect((await publint({ strict: true, pack: { tarball } })).messages).toEqual([]);
  });

  it('are-the-types-wrong finds nothing', async () => {
    const check = await attw.checkPackage(attw.createPackageFromTarballData(readFileSync(join(folder, packed().filename))));
    const problems = 'problems' in check ? check.problems : [check];
    // The profile "esm-only" of are-the-types-wrong for packages that do not claim to be required.
    const esmOnly = (problem: { kind: string }): boolean => problem.kind === 'CJSResolvesToESM';
    expect(problems.filter((problem) => required.includes(name) || !('kind' in problem && esmOnly(problem)))).toEqual([]);
  });
});

it('the service depends on neither the evaluation nor the attackers', () => {
  const needed = new Set(['server']);
  for (const name of needed)
    for (const other of Object.keys(manifestOf(name).dependencies ?? {}))
      if (other.startsWith('@face-session/')) needed.add(other.slice('@face-session/'.length));
  expect([...needed].sort()).toEqual(['capture', 'face', 'link-page', 'liveness', 'protocol', 'server']);
});

describe('the documented commands', () => {
  it('pack what an app and a backend need, which depend on nothing else of ours', () => {
    const text = readFileSync(join(root, 'docs', 'integration.md'), 'utf8');
    const commands = text.match(/^npm pack .*$/gm) ?? [];
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const names = [...command.matchAll(/-w @face-session\/(\S+)/g)].map(([, name = '']) => (name === 'capacitor' ? 'plugin' : name));
      expect(names).toHaveLength(1);
      for (const name of names)
        expect(Object.keys(manifestOf(name).dependencies ?? {}).filter((other) => other.startsWith('@face-session/'))).toEqual([]);
    }
    expect(text.indexOf('\nmkdir -p')).toBeLessThan(text.indexOf('\nnpm pack'));
    expect(text.indexOf('\nmkdir -p')).toBeGreaterThan(0);
  });

  it('the plugin can be required and be loaded without a browser', () => {
    const exported = fromPlugin('@face-session/capacitor') as Record<string, unknown>;
    expect(exported).toHaveProperty('UqudoPlugin');
    expect(exported).toHaveProperty('FaceSessionConfigurationBuilder');
  });

  it('a script element gets the plugin under the name of the published one, and under its own', () => {
    const script = readFileSync(join(packages, 'plugin', 'dist', 'plugin.js'), 'utf8');
    expect(script).toMatch(/^var capacitorUqudoId=/);
    expect(script).toContain("window['uqudosdk-capacitor']=capacitorUqudoId;");
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tarballFindings } from '../../scripts/lib/check-tarball.mjs';
import { releasedPackages } from '../../scripts/lib/released-packages.mjs';
import { packReleased, type ReleaseTarball } from '../../scripts/lib/release-tarballs.mjs';

const root = join(import.meta.dirname, '..', '..');
const packages = join(root, 'packages');
const fromPlugin = createRequire(join(packages, 'plugin', 'package.json'));
const folder = mkdtempSync(join(tmpdir(), 'face-session-package-'));

/** As the release publishes them, by the folder of the package. */
let tarballs: ReadonlyMap<string, ReleaseTarball>;

beforeAll(() => {
  tarballs = new Map(packReleased(folder).map((tarball) => [tarball.folder, tarball]));
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
  // A language of the capture, and of a hand-off.
  /^dist\/bundle\/[a-z]{2}2?\.js(\.map)?$/,
  // Loaded only where a session is handed over, with what the bundler shares between it and the rest.
  /^dist\/bundle\/hand-off\.js$/,
  /^dist\/bundle\/[a-z0-9-]+\.js(\.map)?$/,
];
const notices = /^THIRD_PARTY_NOTICES\.md$/;
const contents: Record<string, RegExp[]> = {
  protocol: compiled,
  face: [...compiled, /^models\//, notices],
  liveness: compiled,
  evaluate: compiled,
  server: [...compiled, /^src\/store\/sql\/schemas\/[\w.-]+\.sql$/, /^dist\/documents\/([\w-]+\.md|test-results\.json)$/],
  verify: [
    /^dist\/bundle\/index\.(cjs|d\.cts)$/,
    /^dist\/bundle\/index\.(js|d\.ts)$/,
    /^dist\/bundle\/index\.cjs\.map$/,
    /^dist\/bundle\/jose\.LICENSE\.md$/,
    notices,
  ],
  capture: [
    ...bundle,
    /^dist\/assets\/(manifest\.json|[\w-]+\.[0-9a-f]{16}\.(onnx|wasm|js|json)(\.br)?)$/,
    /^bin\/face-session-assets\.mjs$/,
    notices,
  ],
  'link-page': [/^dist\/page\/(index\.html|consent\.json|[\w-]+\.(js|css))$/],
  console: [/^dist\/page\/(index\.html|assets\/[\w-]+\.(js|css|svg))$/, notices],
  web: bundle,
  react: bundle,
  plugin: [...bundle, /^dist\/bundle\/(index\.d\.cts|package\.json)$/, /^dist\/package\.json$/, /^dist\/plugin(\.cjs)?\.js(\.map)?$/],
};
const always = ['package.json', 'README.md', 'LICENSE'];

it('every package that is published is listed here', () => {
  expect(
    releasedPackages()
      .map((each) => each.folder.replace('packages/', ''))
      .sort(),
  ).toEqual(Object.keys(contents).sort());
});

describe.each(Object.keys(contents))('packages/%s as npm would publish it', (name) => {
  const manifest = manifestOf(name);
  const packed = (): ReleaseTarball => tarballs.get(`packages/${name}`)!;
  /** The text of a file in the tarball. */
  const inTarball = (path: string): string =>
    execFileSync('tar', ['-xzOf', packed().filename, `package/${path}`], { cwd: folder, encoding: 'utf8' });

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

  it('publint and are-the-types-wrong find nothing', async () => {
    expect(await tarballFindings(join(folder, packed().filename), manifest.name)).toEqual([]);
  });

  it('has a manifest that can be published, without scripts and tools of the clone', () => {
    const published = JSON.parse(inTarball('package.json')) as Record<string, unknown>;
    expect(published).toMatchObject({ name: manifest.name, version: manifest.version, publishConfig: { access: 'public' } });
    expect(Object.keys(published).filter((field) => ['private', 'scripts', 'devDependencies', 'size-limit'].includes(field))).toEqual([]);
  });

  it('has a README that stands alone: its name, how to install it, an example, and links that lead out of any folder', () => {
    const readme = inTarball('README.md');
    expect(readme).toMatch(new RegExp(`^# ${manifest.name}\n`));
    expect(readme).toMatch(new RegExp(`(npm install|npx) (?:--ignore-scripts )?(?:@\\S+ )?(uqudosdk-capacitor@npm:)?${manifest.name}\\b`));
    expect(readme.match(/^```\w+$/gm) ?? []).not.toEqual([]);
    const targets = [...readme.matchAll(/\]\(([^)\s]+)\)|<img src="([^"]+)"/g)].map(([, link, image]) => link ?? image ?? '');
    expect(targets.filter((target) => !/^(https:|#)/.test(target))).toEqual([]);
  });
});

it('the service depends on neither the evaluation nor the attackers', () => {
  const needed = new Set(['server']);
  for (const name of needed)
    for (const other of Object.keys(manifestOf(name).dependencies ?? {}))
      if (other.startsWith('@face-session/')) needed.add(other.slice('@face-session/'.length));
  expect([...needed].sort()).toEqual(['capture', 'console', 'face', 'link-page', 'liveness', 'protocol', 'server']);
});

describe('the documented commands', () => {
  it('pack an app, a backend and the service, of which only the service needs other packages of ours', () => {
    const text = readFileSync(join(root, 'docs', 'integration.md'), 'utf8');
    const names = [...text.matchAll(/^npm run pack -- \S+ (\S+)$/gm)].map(([, name = '']) => `@face-session/${name}`);
    expect(names).toEqual(['@face-session/capacitor', '@face-session/verify', '@face-session/server']);
    const oursOf = (name: string): string[] =>
      Object.keys(manifestOf(name).dependencies ?? {}).filter((other) => other.startsWith('@face-session/'));
    expect([oursOf('plugin'), oursOf('verify')]).toEqual([[], []]);
    // What the tarball holds, and that npm asks no registry for it: tests/registry.
    expect(oursOf('server').length).toBeGreaterThan(0);
    expect(text).toContain('ask no registry for a package of ours');
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

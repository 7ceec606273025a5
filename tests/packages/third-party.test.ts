import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundled } from '../../scripts/lib/shipped-packages.mjs';
import { noticesText, thirdParties, writeSbom } from '../../scripts/lib/third-party.mjs';

/* What users get of others: notices and bill of materials, against the lock file, the models and what the bundles hold. */

const root = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const { models, source } = JSON.parse(read('packages/face/src/models.json')) as {
  source: { package: string };
  models: Record<string, { file: string; sha256: string }>;
};

it('the notices are those of the lock file, name every model, and have no package without a licence', () => {
  // If this fails: npm run notices
  expect(read('THIRD_PARTY_NOTICES.md')).toBe(noticesText());
  for (const { file, sha256 } of Object.values(models)) expect(read('THIRD_PARTY_NOTICES.md')).toContain(`| \`${file}\` | \`${sha256}\` |`);
  expect(thirdParties().filter(({ license }) => license === 'unknown')).toEqual([]);
});

/** Licences that neither forbid commercial use nor spread to what uses a package. */
const allowed =
  /^(MIT|MIT-0|ISC|Apache-2\.0|BSD-[23]-Clause|0BSD|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|LGPL-3\.0-or-later|\(.*(MIT|Apache-2\.0|BSD-3-Clause).*\)|Apache-2\.0 AND .*|.*AND MIT)$/;

it('no licence of what the service needs forbids commercial use or spreads to what uses it', () => {
  expect(thirdParties().filter(({ license }) => !allowed.test(license))).toEqual([]);
  // Loaded as a library of its own beside the program, which that licence allows.
  expect(
    thirdParties()
      .filter(({ license }) => license.includes('LGPL'))
      .every(({ name }) => name.startsWith('@img/sharp-')),
  ).toBe(true);
});

/** Of tools that are installed apart, and are in nothing that users get. */
const allowedOfTools = /^(Python-2\.0|WTFPL|WTFPL OR ISC)$/;

it.each(['tests/registry', 'site', 'bench/peers'])('the same holds for the tools of %s, which have a lock file of their own', (folder) => {
  const { packages } = JSON.parse(read(`${folder}/package-lock.json`)) as { packages: Record<string, { license?: string }> };
  const licences = Object.entries(packages).flatMap(([path, { license = 'unknown' }]) => (path === '' ? [] : [{ path, license }]));
  expect(licences.length).toBeGreaterThan(10);
  expect(licences.filter(({ license }) => !allowed.test(license) && !allowedOfTools.test(license))).toEqual([]);
});

it('what the bundles hold of others is what the notices say that they hold', () => {
  const bundles = [
    'verify/dist/bundle/index.cjs',
    'capture/dist/bundle/index.js',
    'plugin/dist/bundle/index.js',
    'web/dist/bundle/index.js',
    'react/dist/bundle/index.js',
  ];
  const held = bundles.map((bundle) => {
    const { sources } = JSON.parse(read(`packages/${bundle}.map`)) as { sources: string[] };
    return [
      ...new Set(
        sources
          .flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
          .filter((name) => !name.startsWith('@face-session')),
      ),
    ];
  });
  expect(held).toEqual([['jose'], [], [], [], []]);
});

it.each(['console', 'link-page'])('the page of %s holds what the notices say that it holds', (name) => {
  const source = join(root, 'packages', name, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const imported = files.flatMap((file) =>
    [...readFileSync(join(source, file), 'utf8').matchAll(/from '((?:@[^/']+\/)?[^./'][^/']*)/g)].map(([, from]) => from ?? ''),
  );
  const others = new Set(imported.filter((from) => !from.startsWith('@face-session')));
  expect([...others]).toEqual(bundled[`@face-session/${name}`] ?? []);
});

it('the SBOM lists our packages, those of others and the models, each with what identifies it, and no tool of development', () => {
  const folder = mkdtempSync(join(tmpdir(), 'face-session-sbom-'));
  try {
    const { bomFormat, specVersion, components, dependencies } = writeSbom(join(folder, 'sbom.json'));
    expect([bomFormat, specVersion]).toEqual(['CycloneDX', '1.5']);
    const listed = new Set(components.map(({ name, version }) => `${name}@${version}`));
    expect(thirdParties().filter(({ name, version }) => !listed.has(`${name}@${version}`))).toEqual([]);
    expect([...listed].some((each) => each.startsWith('@face-session/server@'))).toBe(true);
    expect([...listed].filter((each) => /^(vitest|eslint|typescript|playwright-core)@/.test(each))).toEqual([]);
    const machines = components.filter(({ type }) => type === 'machine-learning-model');
    expect(machines.map(({ name, hashes }) => [name, hashes?.[0]?.content])).toEqual(
      Object.values(models).map(({ file, sha256 }) => [file, sha256]),
    );
    expect(machines.every(({ purl }) => purl.startsWith(`pkg:npm/${source.package}@`))).toBe(true);
    const refs = new Set(dependencies.map(({ ref }) => ref));
    expect(dependencies.flatMap(({ dependsOn }) => dependsOn.filter((ref) => !refs.has(ref)))).toEqual([]);
    expect(dependencies.find(({ ref }) => ref.startsWith('@face-session/face@'))?.dependsOn).toContain('model:feature');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

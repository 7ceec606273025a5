import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const packages = join(import.meta.dirname, '..', '..', 'packages');
const plugin = join(packages, 'plugin');
const fromPlugin = createRequire(join(plugin, 'package.json'));
const { publint } = (await import(fromPlugin.resolve('publint'))) as typeof import('publint');
const attw = (await import(fromPlugin.resolve('@arethetypeswrong/core'))) as typeof import('@arethetypeswrong/core');
const folder = mkdtempSync(join(tmpdir(), 'face-session-package-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the packages as npm would publish them', () => {
  it.each(['plugin', 'capture'])('publint finds nothing in %s', async (name) => {
    expect((await publint({ pkgDir: join(packages, name), strict: true })).messages).toEqual([]);
  });

  it('attw finds nothing wrong with the plugin’s types, for import and for require', async () => {
    const packed = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: plugin }).toString();
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    const check = await attw.checkPackage(attw.createPackageFromTarballData(readFileSync(join(folder, filename))));
    expect('problems' in check ? check.problems : check).toEqual([]);
  });

  it('are packed by the documented commands with all of ours that they need, and bring no net or image library into an app', () => {
    const manifests = readdirSync(packages).map(
      (name) => JSON.parse(readFileSync(join(packages, name, 'package.json'), 'utf8')) as { name: string; dependencies: object },
    );
    const needed = new Map(manifests.map(({ name, dependencies }) => [name, Object.keys(dependencies)]));
    const commands = readFileSync(join(packages, '..', 'docs', 'integration.md'), 'utf8').match(/^npm pack .*$/gm) ?? [];
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const packed = [...command.matchAll(/-w (\S+)/g)].map(([, name = '']) => name);
      const all = packed.flatMap((name) => needed.get(name) ?? ['no such package']);
      const others = all.filter((name) => !packed.includes(name));
      expect(['jose', 'zod'], command).toEqual(expect.arrayContaining(others));
    }
  });

  it('the plugin can be required and be loaded without a browser', () => {
    const exported = fromPlugin('uqudosdk-capacitor') as Record<string, unknown>;
    expect(exported).toHaveProperty('UqudoPlugin');
    expect(exported).toHaveProperty('FaceSessionConfigurationBuilder');
  });
});

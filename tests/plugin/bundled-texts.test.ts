import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AssetManifest } from '@face-session/protocol';
import { describe, expect, it } from 'vitest';
import { pinned } from '../../packages/plugin/scripts/pinned-languages.mjs';

const dist = join(import.meta.dirname, '..', '..', 'packages', 'capture', 'dist');
const assets = join(dist, 'assets');
const manifest = JSON.parse(await readFile(join(assets, 'manifest.json'), 'utf8')) as AssetManifest;
const tags = Object.keys(manifest).flatMap((name) => /^text-(\w+)\.json$/.exec(name)?.[1] ?? []);
const { pinnedAssets } = (await import(join(dist, 'pinned-assets.js'))) as typeof import('../../packages/capture/src/pinned-assets.js');
const bundle = await readFile(join(dist, '..', '..', 'plugin', 'dist', 'plugin.js'), 'utf8');

describe('the languages of the bundle of one file', () => {
  it('are fifteen files beside English', () => {
    expect(tags).toHaveLength(15);
  });

  it('are asked for at the places where the files lie', () => {
    const asPinned = Object.entries(manifest).map(([name, { path, bytes, sha256 }]) => [
      name,
      { path, bytes: name.startsWith('text-') ? 0 : bytes, integrity: `sha256-${Buffer.from(sha256, 'hex').toString('base64')}` },
    ]);
    expect(pinnedAssets).toEqual(Object.fromEntries(asPinned));
  });

  it.each(tags)('is pinned by its digest, and holds the texts of its module: %s', async (tag) => {
    const name = `text-${tag}.json`;
    const file = await readFile(join(assets, manifest[name]!.path));
    expect(bundle).toContain(name);
    expect(bundle).toContain(createHash('sha256').update(file).digest('base64'));
    const module = (await import(join(dist, 'texts', `${tag}.js`))) as Record<string, object>;
    expect(JSON.parse(file.toString())).toEqual(module[tag]);
  });

  it('has the words of none of them, but of English', () => {
    expect(bundle).toContain('Hold still');
    expect(bundle).not.toContain('stillhalten');
  });

  it('cannot be built where the languages are imported in another way', () => {
    expect(pinned(`const all = { ar: async () => (await import('./ar.js')).ar };`)).toContain(`ar: pinnedTexts('ar')`);
    expect(() => pinned('const all = {};')).toThrow('another way');
    expect(() => pinned(`const all = { ar: async () => (await import('./ar.js')).ar, de: () => import('./de.js') };`)).toThrow(
      'another way',
    );
  });
});

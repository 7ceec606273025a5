/* The packages of this repository, and those of them that are published. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inPublishOrder, isReleased } from './release-rules.mjs';
import { root } from './root.mjs';

/** The manifests of the root and of all workspaces, each with its folder; the root's first. */
export function allManifests() {
  const folders = ['packages', 'apps'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`));
  return ['.', ...folders, 'tests', 'bench'].map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
  }));
}

/**
 * The packages that are published, in an order in which they can be.
 * @returns {{ name: string, folder: string, manifest: object }[]} `folder` relative to the root
 */
export function releasedPackages() {
  const all = allManifests().filter(({ manifest }) => isReleased(manifest));
  return inPublishOrder(all.map(({ manifest }) => manifest)).map((manifest) => ({
    name: manifest.name,
    folder: all.find((each) => each.manifest === manifest).folder,
    manifest,
  }));
}

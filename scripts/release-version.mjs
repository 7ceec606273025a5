/* Gives all packages another version: `npm run release:version -- 1.2.3`. Manifests, lock file and changelog; commit and tag them afterwards. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inVersion, lockInVersion, releasedChangelog } from './lib/release-rules.mjs';
import { allManifests } from './lib/released-packages.mjs';
import { root } from './lib/root.mjs';

const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version)) {
  console.error('Usage: npm run release:version -- VERSION, such as 1.2.3');
  process.exit(2);
}
const write = (path, value) => writeFileSync(join(root, path), `${JSON.stringify(value, null, 2)}\n`);

const all = allManifests();
const ours = new Set(all.map(({ manifest }) => manifest.name));
for (const { folder, manifest } of all) write(join(folder, 'package.json'), inVersion(manifest, version, ours));
write('package-lock.json', lockInVersion(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')), version, ours));
const changelog = join(root, 'CHANGELOG.md');
writeFileSync(changelog, releasedChangelog(readFileSync(changelog, 'utf8'), version, new Date().toISOString().slice(0, 10)));
console.log(`All packages have version ${version}. Commit, then tag the commit: git tag v${version}`);

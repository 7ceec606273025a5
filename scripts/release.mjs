/*
 * Releases all packages in one version: checks the version and the changelog, builds, packs, checks the tarballs, writes the SBOM, and publishes in the
 * order of dependencies. `npm run release -- --dry-run` does all of it but the last step, which npm then only tries.
 *   --registry URL  another registry than the public one; one on this machine takes a release from everybody
 *   --out FOLDER    keeps tarballs and SBOM there
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { tarballFindings } from './lib/check-tarball.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { isLoopback, publishRefusal, releaseFaults } from './lib/release-rules.mjs';
import { packReleased } from './lib/release-tarballs.mjs';
import { allManifests } from './lib/released-packages.mjs';
import { root } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { staleNotices, writeSbom } from './lib/third-party.mjs';

const { values: options } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    registry: { type: 'string', default: 'https://registry.npmjs.org/' },
    out: { type: 'string' },
  },
});
const { 'dry-run': isDryRun, registry } = options;

/** Something stands against the release. */
class ReleaseStop extends Error {}

try {
  await release();
} catch (error) {
  if (!(error instanceof ReleaseStop)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function release() {
  const manifests = allManifests().map(({ manifest }) => manifest);
  const [{ version }] = manifests;
  console.log(`Release of version ${version} to ${registry}${isDryRun ? ' (dry run)' : ''}`);

  // A registry on this machine is for trials: what is not released yet may go there.
  const isTrial = isDryRun || isLoopback(registry);
  stopAt(releaseFaults({ manifests, changelog: readFileSync(join(root, 'CHANGELOG.md'), 'utf8'), isTrial }));
  const refusal = isDryRun ? null : publishRefusal({ registry, version, environment: process.env, isClean: isClean() });
  if (refusal !== null) stopAt([refusal]);
  console.log(`ok  one version for ${manifests.length} packages, with entries in the changelog`);

  await ensureInstalled();
  await ensureBuilt();
  console.log('ok  built');

  const folder = options.out === undefined ? temporaryFolder() : resolve(process.env.INIT_CWD ?? '.', options.out);
  const tarballs = packReleased(folder);
  for (const { name, filename, files } of tarballs) {
    stopAt((await tarballFindings(join(folder, filename), name)).map((finding) => `${name}: ${finding}`));
    console.log(`ok  ${filename}: ${files.length} files, nothing found by publint and are-the-types-wrong`);
  }
  const stale = staleNotices();
  if (stale !== null) stopAt([stale]);
  const { components } = writeSbom(join(folder, `face-session-${version}.cdx.json`));
  console.log(`ok  notices of third parties, and an SBOM of ${components.length} components`);
  for (const { name, filename } of tarballs) {
    const code = await run('npm', ['publish', join(folder, filename), ...publishOptions()], { cwd: folder, quiet: true });
    if (code !== 0) stopAt([`${name} was not published.`]);
    console.log(`ok  ${name} ${isDryRun ? 'could be published' : 'is published'}`);
  }
  console.log(`${isDryRun ? 'Dry run of the release' : 'Release'} of version ${version}: done.`);
}

function publishOptions() {
  // A registry on this machine has nobody who could vouch for where a tarball comes from.
  const provenance = isLoopback(registry) ? [] : ['--provenance'];
  return ['--access', 'public', '--tag', 'latest', '--registry', registry, ...provenance, ...(isDryRun ? ['--dry-run'] : [])];
}

/** A folder that goes with this process. */
function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'face-session-tarballs-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  return folder;
}

function isClean() {
  return execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' }).trim() === '';
}

/** @throws {ReleaseStop} if there are reasons */
function stopAt(reasons) {
  if (reasons.length > 0) throw new ReleaseStop(reasons.map((reason) => `FAILED  ${reason}`).join('\n'));
}

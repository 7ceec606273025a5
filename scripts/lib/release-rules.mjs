/* What must hold of a release, and what a package looks like once it is published: rules on plain data. */

/** Published are the packages that say so in their manifest. All are private in a clone, so `npm publish` refuses them there. */
export const isReleased = (manifest) => manifest.publishConfig?.access === 'public';

/** Fields of a manifest that matter in a clone only. */
const OF_A_CLONE = ['private', 'scripts', 'devDependencies', 'size-limit'];

/** Groups of a manifest that name other packages with their versions. */
const DEPENDENCY_GROUPS = ['dependencies', 'devDependencies', 'peerDependencies'];

/**
 * The packages in an order in which they can be published: each after those of them that it needs.
 * @template {{ name: string, dependencies?: object, peerDependencies?: object }} Manifest
 * @param {readonly Manifest[]} manifests
 * @returns {Manifest[]}
 * @throws {Error} if packages need each other
 */
export function inPublishOrder(manifests) {
  const waiting = [...manifests].sort((a, b) => a.name.localeCompare(b.name));
  const ordered = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((manifest) => needsOf(manifest).every((name) => !waiting.some((other) => other.name === name)));
    if (next < 0) throw new Error(`These packages need each other: ${waiting.map(({ name }) => name).join(', ')}.`);
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

const needsOf = ({ dependencies, peerDependencies }) => Object.keys({ ...dependencies, ...peerDependencies });

/**
 * What stands against a release of all packages in one version; empty if nothing does.
 * @param {{ manifests: readonly { name: string, version: string }[], changelog: string, isTrial: boolean }} release
 *   `manifests` of all workspaces and the root. A trial accepts changes that are not yet under their version.
 * @returns {string[]}
 */
export function releaseFaults({ manifests, changelog, isTrial }) {
  const [{ version }] = manifests;
  const ours = new Set(manifests.map(({ name }) => name));
  const others = manifests.filter((manifest) => manifest.version !== version);
  const ranges = manifests.flatMap((manifest) =>
    dependenciesOf(manifest)
      .filter(([name, range]) => ours.has(name) && range !== version && !range.startsWith('file:'))
      .map(([name, range]) => `${manifest.name} needs ${name} ${range}, not ${version}.`),
  );
  const changes = entriesOf(changelog, version).length + (isTrial ? entriesOf(changelog, 'Unreleased').length : 0);
  return [
    ...others.map((manifest) => `${manifest.name} has version ${manifest.version}, not ${version}: all packages have one version.`),
    ...ranges,
    ...(changes === 0 ? [`CHANGELOG.md says nothing of version ${version}. Run: npm run release:version -- ${version}`] : []),
  ];
}

const dependenciesOf = (manifest) => DEPENDENCY_GROUPS.flatMap((group) => Object.entries(manifest[group] ?? {}));

/** The entries of a version in the changelog: the lines of its section that begin with a dash. */
export function entriesOf(changelog, version) {
  const section = changelog.split(/^## /m).find((text) => new RegExp(`^${version.replaceAll('.', '\\.')}(?= |\\n|$)`).test(text)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('- '));
}

/** The changelog with what was "Unreleased" under a version and its day, `YYYY-MM-DD`. As it is if nothing was unreleased. */
export function releasedChangelog(changelog, version, day) {
  return entriesOf(changelog, 'Unreleased').length === 0
    ? changelog
    : changelog.replace(/^## Unreleased$/m, `## Unreleased\n\n## ${version} - ${day}`);
}

/** A manifest in a version: its own, and where it needs a package of ours. Returns a copy. */
export function inVersion(manifest, version, ours) {
  const changed = { ...manifest, version };
  for (const group of DEPENDENCY_GROUPS) {
    if (manifest[group] === undefined) continue;
    changed[group] = Object.fromEntries(
      Object.entries(manifest[group]).map(([name, range]) => [name, ours.has(name) && !range.startsWith('file:') ? version : range]),
    );
  }
  return changed;
}

/** The lock file in a version: the entries of the root and of the workspaces. Returns a copy. */
export function lockInVersion(lock, version, ours) {
  const packages = Object.fromEntries(
    Object.entries(lock.packages).map(([path, entry]) => [
      path,
      path.includes('node_modules/') || entry.version === undefined ? entry : inVersion(entry, version, ours),
    ]),
  );
  return { ...lock, version, packages };
}

/** The manifest that is published: without what matters in a clone only. */
export function publishedManifest(manifest) {
  return Object.fromEntries(Object.entries(manifest).filter(([field]) => !OF_A_CLONE.includes(field)));
}

/**
 * The manifest of a tarball that holds the other packages of ours that it needs, so that no registry is asked for them. It takes over what those need of others,
 * and has no peers of ours: npm asks for optional ones too.
 * @param {object} manifest as published
 * @param {readonly object[]} held manifests of the packages that the tarball holds, as published
 */
export function standAloneManifest(manifest, held) {
  const names = held.map(({ name }) => name).sort();
  const needs = Object.entries(Object.assign({}, ...held.map(({ dependencies }) => dependencies), manifest.dependencies));
  const scope = `${manifest.name.split('/')[0]}/`;
  const withoutOurs = (peers) => Object.fromEntries(Object.entries(peers).filter(([name]) => !name.startsWith(scope)));
  return {
    ...manifest,
    ...(manifest.peerDependencies && { peerDependencies: withoutOurs(manifest.peerDependencies) }),
    ...(manifest.peerDependenciesMeta && { peerDependenciesMeta: withoutOurs(manifest.peerDependenciesMeta) }),
    dependencies: Object.fromEntries(needs.sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(names.length > 0 && { bundleDependencies: names }),
  };
}

/**
 * A README whose links and pictures lead somewhere outside of the repository too.
 * @param {string} text with links relative to the folder of the package
 * @param {{ repository: { url: string, directory: string }, version: string }} manifest
 */
export function withAbsoluteLinks(text, { repository, version }) {
  const address = repository.url.replace(/^git\+|\.git$/g, '');
  const absolute = (target, kind) => {
    const { pathname, hash } = new URL(target, `file:///${repository.directory}/`);
    return `${address}/${kind}/v${version}${pathname}${hash}`;
  };
  const isRelative = (target) => !/^(?:[a-z]+:|#)/.test(target);
  return text
    .replace(/(?<=\]\()[^)\s]+(?=\))/g, (target) => (isRelative(target) ? absolute(target, 'blob') : target))
    .replace(/(?<=<img src=")[^"]+(?=")/g, (target) => (isRelative(target) ? absolute(target, 'raw') : target));
}

/**
 * Why this process may not publish to a registry; null if it may. A registry on this machine takes everything. The public one takes a release
 * from its workflow alone, which has an identity of its own (OIDC) in place of a token, and proves where the tarballs come from.
 * @param {{ registry: string, version: string, environment: Readonly<Record<string, string | undefined>>, isClean: boolean }} attempt
 */
export function publishRefusal({ registry, version, environment, isClean }) {
  if (isLoopback(registry)) return null;
  if (environment.GITHUB_ACTIONS !== 'true' || !environment.ACTIONS_ID_TOKEN_REQUEST_URL)
    return 'Only the release workflow publishes (.github/workflows/release.yml). Here, run: npm run release -- --dry-run';
  if (environment.GITHUB_REF !== `refs/tags/v${version}`)
    return `The release of version ${version} begins with the tag v${version}, not with ${environment.GITHUB_REF ?? 'none'}.`;
  return isClean ? null : 'The checkout has changes that are not committed.';
}

/** Whether the address of a registry leads to this machine. */
export function isLoopback(registry) {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(registry).hostname);
}

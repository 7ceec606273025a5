/**
 * Packages of others that users get with released packages, from the lock file: what those need when they are installed, and what their builds bundle.
 * @typedef {object} ShippedPackage
 * @property {string} path in node_modules of the clone
 * @property {string} name
 * @property {string} version
 * @property {string} license as SPDX, or "unknown"
 * @property {boolean} optional whether only some systems get it
 */

/** What a released package contains of others, by the name of the package: their licences demand that their notices come with it. */
export const bundled = {
  '@face-session/verify': ['jose'],
  '@face-session/capture': ['onnxruntime-web', 'onnxruntime-common'],
  '@face-session/console': ['@simplewebauthn/browser'],
};

/**
 * @param {Record<string, object>} packages entries of package-lock.json
 * @param {readonly string[]} folders of the released packages
 * @returns {ShippedPackage[]} by name and version
 */
export function shippedPackages(packages, folders) {
  const optionalOnly = new Map();
  const waiting = folders.flatMap((folder) => {
    const { name, dependencies = {} } = packages[folder];
    return [...Object.keys(dependencies), ...(bundled[name] ?? [])].map((need) => ({ from: folder, need, optional: false }));
  });
  for (let next; (next = waiting.shift());) {
    const path = resolved(packages, next.from, next.need);
    if (path === undefined) {
      if (next.optional) continue;
      throw new Error(`package-lock.json has no ${next.need}, which ${next.from} needs.`);
    }
    // A package that was reached as optional is looked at again if another needs it.
    if (packages[path].link || optionalOnly.get(path) === false || (next.optional && optionalOnly.has(path))) continue;
    optionalOnly.set(path, next.optional);
    for (const { need, optional } of needsOf(packages[path])) waiting.push({ from: path, need, optional: optional || next.optional });
  }
  return [...optionalOnly]
    .map(([path, optional]) => {
      const { name, version, license = 'unknown' } = packages[path];
      return { path, name: name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), version, license, optional };
    })
    .sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version) || compare(a.path, b.path));
}

function needsOf({ dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [
    ...[...Object.keys(dependencies), ...peers].map((need) => ({ need, optional: false })),
    ...Object.keys(optionalDependencies).map((need) => ({ need, optional: true })),
  ];
}

/** Where Node finds a package from a folder: in the nearest node_modules. */
function resolved(packages, from, name) {
  for (let folder = from; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '') {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (path in packages) return path;
    if (folder === '') return undefined;
  }
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

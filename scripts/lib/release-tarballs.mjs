/* The tarballs of the packages as they are published, from what is built. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { publishedManifest, standAloneManifest, withAbsoluteLinks } from './release-rules.mjs';
import { releasedPackages } from './released-packages.mjs';
import { root } from './root.mjs';
import { NOTICES, noticesWithin } from './third-party.mjs';

const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Most bytes that npm prints of the contents of all packages. */
const LISTING_BYTES = 64 * 1024 * 1024;

/**
 * Packs released packages as they are published. The packages must be built.
 * @param {string} destination folder of the tarballs
 * @param {{ names?: readonly string[], standAlone?: boolean }} [options] `names`: all packages unless given. `standAlone`: each tarball holds the
 *   packages of ours that it needs, so that no registry is asked for them.
 * @returns {{ name: string, filename: string, files: { path: string }[], folder: string }[]} in an order in which they can be published
 * @throws {Error} if npm fails; its words are on standard error
 */
export function packReleased(destination, { names, standAlone = false } = {}) {
  const released = releasedPackages();
  const chosen = released.filter(({ name }) => names?.includes(name) ?? true);
  const needed = standAlone ? released.filter(({ name }) => chosen.some((each) => closureOf(each, released).has(name))) : [];
  const staging = mkdtempSync(join(tmpdir(), 'face-session-release-'));
  try {
    for (const each of chosen) {
      const folder = join(staging, each.folder);
      const held = standAlone ? needed.filter(({ name }) => name !== each.name && closureOf(each, released).has(name)) : [];
      const staged = stage(each, folder);
      const heldManifests = held.map((other) => stage(other, join(folder, 'node_modules', other.name)));
      if (standAlone) writeJson(join(folder, 'package.json'), standAloneManifest(staged, heldManifests));
    }
    mkdirSync(destination, { recursive: true });
    const folders = chosen.map(({ folder }) => `./${folder}`);
    const packed = JSON.parse(npm(['pack', '--json', '--silent', '--pack-destination', destination, ...folders], staging));
    return chosen.map(({ name, folder }) => ({ ...Object.values(packed).find((each) => each.name === name), folder }));
  } finally {
    rmSync(staging, { recursive: true });
  }
}

/** The packages of ours that one needs when it is installed, and itself. */
function closureOf(of, released) {
  const names = new Set([of.name]);
  for (const name of names)
    for (const other of Object.keys(released.find((each) => each.name === name).manifest.dependencies ?? {}))
      if (released.some((each) => each.name === other)) names.add(other);
  return names;
}

/** Copies a package into a folder as it is published; npm then takes what its manifest lists. Returns its manifest there. */
function stage({ name, folder, manifest }, into) {
  cpSync(join(root, folder), into, { recursive: true, filter: (path) => basename(path) !== 'node_modules' });
  const readme = join(into, 'README.md');
  writeFileSync(readme, withAbsoluteLinks(readFileSync(readme, 'utf8'), manifest));
  const published = publishedManifest(manifest);
  const notices = noticesWithin(name);
  if (notices !== null) {
    writeFileSync(join(into, NOTICES), notices);
    published.files = [...published.files, NOTICES];
  }
  writeJson(join(into, 'package.json'), published);
  return published;
}

const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

function npm(args, cwd) {
  return execFileSync(NPM, args, { cwd, encoding: 'utf8', maxBuffer: LISTING_BYTES, stdio: ['ignore', 'pipe', 'inherit'] });
}

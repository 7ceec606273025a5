// The folder of run-time assets: each file under a name that holds a hash of its content, and one manifest that knows them all.
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const folder = new URL('../dist/assets/', import.meta.url);
const manifestFile = new URL('manifest.json', folder);
const compress = promisify(brotliCompress);

/** Characters of the hash in a name: enough that no two versions of a file share one. */
const HASH_LENGTH = 16;

/** 9 of 11: the wasm runtime in 4 s instead of 40 s, 6 % larger. */
const BROTLI_QUALITY = 9;

/**
 * Puts files into the folder, by name, in place of their earlier versions; with each a `.br` beside it, for servers that send those.
 * @param {Record<string, Uint8Array>} files
 */
export async function putAssets(files) {
  await mkdir(folder, { recursive: true });
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8').catch(() => '{}'));
  for (const [name, bytes] of Object.entries(files)) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = name.replace('.', `.${sha256.slice(0, HASH_LENGTH)}.`);
    manifest[name] = { path, bytes: bytes.length, sha256 };
    const present = await readFile(new URL(path, folder)).catch(() => undefined);
    if (present && createHash('sha256').update(present).digest('hex') === sha256) continue;
    await writeFile(new URL(path, folder), bytes);
    const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(new URL(`${path}.br`, folder), await compress(bytes, { params }));
  }
  const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(manifestFile, `${JSON.stringify(sorted, null, 2)}\n`);
  const wanted = new Set(['manifest.json', ...Object.values(sorted).flatMap(({ path }) => [path, `${path}.br`])]);
  for (const name of await readdir(folder)) if (!wanted.has(name)) await rm(new URL(name, folder));
}

/** Writes the module that pins path, size and SHA-256 (as Subresource Integrity has it) of each asset in the package: src/pinned-assets.d.ts declares it. */
export async function pinAssets() {
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8'));
  // The paths are made from the digests when the module runs: they would be a fifth of it. Digests are a third shorter in base64.
  // Nobody waits for the share of a language that has arrived, so its size is left out.
  const rows = Object.entries(manifest).map(([name, { bytes, sha256 }]) => [
    name,
    name.startsWith('text-') ? 0 : bytes,
    Buffer.from(sha256, 'hex').toString('base64'),
  ]);
  const code = `const hashOf = (digest) =>
  Array.from(atob(digest).slice(0, ${HASH_LENGTH / 2}), (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('');
export const pinnedAssets = Object.fromEntries(
  ${JSON.stringify(rows)}.map(([name, bytes, digest]) => [
    name,
    { path: name.replace('.', '.' + hashOf(digest) + '.'), bytes, integrity: 'sha256-' + digest },
  ]),
);
`;
  await writeFile(new URL('../dist/pinned-assets.js', import.meta.url), code);
}

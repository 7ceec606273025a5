import { copyFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

/** Milliseconds that files of an earlier version are kept after that version last started: apps in the field update within a year. */
const KEPT_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * Copies the capture's assets into a folder that outlives an upgrade, and deletes what no version has used for a year. An app loads the
 * files that it was built with, by names that hold their digest, so an upgraded service must still have them.
 * @param from folder of the assets of this version
 * @param to folder that is kept
 * @throws the file system's error if the folder cannot be written
 */
export async function keepAssets(from: string, to: string, now = Date.now()): Promise<void> {
  makeFolder(to);
  const own = (await readdir(from)).filter((name) => name !== 'manifest.json');
  const present = new Set(await readdir(to));
  for (const name of own) {
    const kept = join(to, name);
    if (!present.has(name)) {
      // Another replica may serve the file while it is written.
      await copyFile(join(from, name), `${kept}.${process.pid}.part`);
      await rename(`${kept}.${process.pid}.part`, kept);
    }
    await utimes(kept, now / 1000, now / 1000);
  }
  for (const name of present) {
    if (own.includes(name)) continue;
    const { mtimeMs } = await stat(join(to, name));
    if (now - mtimeMs > KEPT_MS) await rm(join(to, name), { force: true });
  }
}

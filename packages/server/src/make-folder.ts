import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Creates a folder with the folders above it that are missing. Leaves one that exists as it is.
 *
 * In place of `mkdir` with `recursive`: it never returns where the system reports ENOENT inside a folder that exists, as below `/proc`.
 * @param mode permissions of each folder that is created
 * @throws the error of the file system
 */
export function makeFolder(folder: string, mode = 0o777): void {
  if (isFolder(folder)) return;
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (isFolder(folder)) return;
    const above = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || existsSync(above)) throw error;
    makeFolder(above, mode);
    makeFolder(folder, mode);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

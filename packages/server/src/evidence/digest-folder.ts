import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** A file by its content. */
export interface DigestedFile {
  /** From the folder on, with `/` between its parts. */
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, in hexadecimal. */
  readonly sha256: string;
}

export function sha256Of(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The files of a folder that a test accepts, in the order of their paths. */
export async function digestFolder(folder: string, accepts: (path: string) => boolean = () => true): Promise<DigestedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(accepts)
    .sort();
  return Promise.all(
    paths.map(async (path) => {
      const content = await readFile(join(folder, path));
      return { path, bytes: content.length, sha256: sha256Of(content) };
    }),
  );
}

/** One digest for many files: SHA-256 over their lines of digest and path. */
export function digestOf(files: readonly DigestedFile[]): string {
  return sha256Of(files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join(''));
}

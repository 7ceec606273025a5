import { resolve } from 'node:path';

/** A path of the command line, relative to where npm was called. @throws {Error} saying `missing` where there is none */
export function callersPath(path: string | undefined, missing = 'A path is missing'): string {
  if (path === undefined) throw new Error(missing);
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path);
}

import { resolve } from 'node:path';

/** The folder that a command line names, relative to where npm was called. @throws {Error} without one */
export function dataFolder([folder]: readonly string[]): string {
  if (folder === undefined) throw new Error('Which folder? It holds a manifest.jsonl with lines {"set","path","label"}');
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), folder);
}

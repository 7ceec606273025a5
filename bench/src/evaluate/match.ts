import { evaluateMatch, matchJson } from '@face-session/evaluate';
import { createNodeEngine } from '@face-session/face/node';
import { dataFolder } from '../data-folder.js';

/** `evaluate -- match <data>`: recognition on every set of people. */
export async function run(args: readonly string[]): Promise<unknown> {
  const report = await evaluateMatch(await createNodeEngine(), dataFolder(args));
  return matchJson(report);
}

import { evaluateMatch, matchJson } from '@face-session/evaluate';
import { createNodeEngine } from '@face-session/face/node';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { print } from './with-parts.js';

export const evaluate: Command = {
  name: 'evaluate',
  help: ['evaluate match FOLDER      measure the matching on your own pictures (manifest.jsonl in FOLDER)'],
  async run([what, folder]) {
    if (what !== 'match' || folder === undefined) throw new CliError('evaluate match FOLDER');
    print(JSON.stringify(matchJson(await evaluateMatch(await createNodeEngine(), folder))));
  },
};

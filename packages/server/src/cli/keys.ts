import { readArguments } from './arguments.js';
import { CliError } from './cli-error.js';
import type { Command } from './command.js';
import { print, withParts } from './with-parts.js';

export const keys: Command = {
  name: 'keys',
  help: [
    'keys list                  the signing keys with their times',
    'keys rotate [--revoke]     make the next one; with --revoke all others, and what they signed, end now',
  ],
  async run(args) {
    const read = readArguments(args, { flags: ['revoke'] });
    const time = (ms: number | null): string => (ms === null ? '-' : new Date(ms).toISOString());
    await withParts(async (parts) => {
      if (read.words[0] === 'list') {
        for (const key of await parts.store.signingKeys(parts.clock())) {
          print(`${key.kid}  ${key.algorithm}  signs from ${time(key.activeAt)}  published until ${time(key.expiresAt)}`);
        }
      } else if (read.words[0] === 'rotate') {
        const kid = await parts.keys.rotate({ revoke: read.flag('revoke') });
        const key = (await parts.store.signingKeys(parts.clock())).find((candidate) => candidate.kid === kid);
        print(key ? `${kid} signs from ${time(key.activeAt)}` : 'Another replica rotated at the same moment; its key counts.');
      } else throw new CliError('keys list|rotate');
    });
  },
};

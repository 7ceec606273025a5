import { userHashOf } from '../keys/identifier-hash.js';
import { eraseUser } from '../sessions/erase-user.js';
import { readArguments, uuidArgument } from './arguments.js';
import { usageError } from './cli-error.js';
import type { Command } from './command.js';
import { printOutcome, withParts } from './with-parts.js';

export const erase: Command = {
  name: 'erase',
  help: ['erase USER_IDENTIFIER      delete all data of a user: sessions, links, results, images, enrolled faces'],
  async run(args) {
    const read = readArguments(args, { words: 1, flags: ['json'] });
    const [userIdentifier] = read.words;
    if (userIdentifier === undefined) throw usageError('erase USER_IDENTIFIER');
    const user = uuidArgument('USER_IDENTIFIER', userIdentifier);
    await withParts(async (parts) => {
      const sessions = await eraseUser(parts, userHashOf(parts.sealer, user));
      printOutcome(read, `Erased ${sessions} session(s) with all their data.`, { sessions });
    });
  },
};

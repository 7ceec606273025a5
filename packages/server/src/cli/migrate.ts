import type { Command } from './command.js';
import { readConfig } from '../config.js';
import { openParts, prepareStore } from '../service.js';
import { readArguments } from './arguments.js';
import { printOutcome } from './with-parts.js';

export const migrate: Command = {
  name: 'migrate',
  help: ['migrate                    migrate the store to the newest schema; serve does so too'],
  async run(args) {
    const read = readArguments(args, { flags: ['json'] });
    const parts = await openParts({ ...readConfig(), logLevel: 'warn' });
    try {
      const applied = await prepareStore(parts);
      printOutcome(read, applied.length === 0 ? 'The schema is up to date.' : `Applied: ${applied.join(', ')}`, { applied });
    } finally {
      await parts.store.close();
    }
  },
};

import type { Command } from './command.js';
import { readConfig } from '../config.js';
import { openParts, prepareStore } from '../service.js';
import { print } from './with-parts.js';

export const migrate: Command = {
  name: 'migrate',
  help: ['migrate                    bring the store to the newest schema (serve does so too)'],
  async run() {
    const parts = await openParts({ ...readConfig(), logLevel: 'warn' });
    try {
      const applied = await prepareStore(parts);
      print(applied.length === 0 ? 'The schema is up to date.' : `Applied: ${applied.join(', ')}`);
    } finally {
      await parts.store.close();
    }
  },
};

import type { Migration } from '../migration.js';

/** Counting the installations and users that come back reads these indexes alone, and no row of a summary. */
export const consoleRepeats: Migration = {
  version: '0012-console-repeats',
  async up(db) {
    for (const column of ['device_hash', 'user_hash']) {
      await db.schema
        .createIndex(`session_summaries_repeats_${column}`)
        .on('session_summaries')
        .columns(['created_at', column, 'outcome'])
        .execute();
    }
  },
};

import type { Migration } from '../migration.js';

/** From which address and with which photo each session of the last week was attempted, as keyed hashes: the console counts those that come back. */
export const consoleSources: Migration = {
  version: '0013-console-sources',
  async up(db) {
    await db.schema
      .createTable('session_sources')
      .addColumn('session_hash', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('hash', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('passed', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('session_sources_by_session', ['session_hash', 'kind'])
      .execute();
    // Counting reads this index alone.
    await db.schema.createIndex('session_sources_repeats').on('session_sources').columns(['kind', 'at', 'hash', 'passed']).execute();
    await db.schema.createIndex('session_sources_by_hash').on('session_sources').columns(['kind', 'hash']).execute();
  },
};

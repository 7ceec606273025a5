import type { Migration } from '../migration.js';

/** The key of a session's capture, and uploads that were refused for their signature. */
export const captureKeys: Migration = {
  version: '0011-capture-keys',
  async up(db) {
    // One statement each: SQLite adds one column at a time.
    await db.schema.alterTable('sessions').addColumn('capture_key_hash', 'text').execute();
    await db.schema
      .alterTable('sessions')
      .addColumn('refused_uploads', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
  },
};

import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** What is learned of the people of a client together, and how alike strangers are among them. */
export const populations: Migration = {
  version: '0009-populations',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .createTable('populations')
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('model', 'text', (c) => c.notNull())
      .addColumn('revision', 'integer', (c) => c.notNull())
      .addColumn('sums_sealed', bytes, (c) => c.notNull())
      .addPrimaryKeyConstraint('populations_by_client', ['client_id', 'model'])
      .execute();
    await db.schema
      .createTable('population_users')
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('user_hash', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('population_users_by_client', ['client_id', 'user_hash'])
      .execute();
    await db.schema.createIndex('population_users_by_user').on('population_users').column('user_hash').execute();
    await db.schema
      .createTable('score_counts')
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('scale', 'text', (c) => c.notNull())
      .addColumn('bin', 'integer', (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('score_counts_by_bin', ['client_id', 'scale', 'bin'])
      .execute();
  },
};

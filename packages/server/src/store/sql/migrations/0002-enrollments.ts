import { sql } from 'kysely';
import type { Migration } from '../migration.js';

export const enrollments: Migration = {
  version: '0002-enrollments',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .createTable('enrollments')
      .addColumn('enrollment_hash', 'text', (c) => c.primaryKey())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('user_hash', 'text')
      .addColumn('template_sealed', bytes, (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('enrollments_by_user').on('enrollments').column('user_hash').execute();
    await db.schema.alterTable('sessions').addColumn('enrollment_sealed', bytes).execute();
  },
};

import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** Links to the hosted page, and how the page presents a client. */
export const links: Migration = {
  version: '0007-links',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .createTable('link_pages')
      .addColumn('client_id', 'text', (c) => c.primaryKey())
      .addColumn('settings', 'text', (c) => c.notNull())
      .addColumn('logo', bytes)
      .addColumn('logo_type', 'text')
      .execute();
    await db.schema
      .createTable('links')
      .addColumn('link_hash', 'text', (c) => c.primaryKey())
      .addColumn('token_hash', 'text', (c) => c.notNull())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('session_hash', 'text', (c) => c.notNull())
      .addColumn('user_hash', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('delete_at', 'bigint', (c) => c.notNull())
      .addColumn('opened_at', 'bigint')
      .addColumn('started_at', 'bigint')
      .addColumn('device_hash', 'text')
      .addColumn('outcome', 'text')
      .addColumn('template_sealed', bytes)
      .addColumn('enrollment_sealed', bytes)
      .addColumn('enrollment_hash', 'text')
      .addColumn('page_sealed', bytes, (c) => c.notNull())
      .addColumn('session_sealed', bytes, (c) => c.notNull())
      .addUniqueConstraint('links_by_token', ['token_hash'])
      .execute();
    await db.schema.createIndex('links_by_session').on('links').column('session_hash').execute();
    await db.schema.createIndex('links_by_user').on('links').column('user_hash').execute();
    await db.schema.createIndex('links_by_expires_at').on('links').column('expires_at').execute();
    await db.schema.createIndex('links_by_delete_at').on('links').column('delete_at').execute();
  },
};

import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** Webhooks of clients, and the outbox of their events. */
export const webhooks: Migration = {
  version: '0005-webhooks',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .createTable('webhooks')
      .addColumn('client_id', 'text', (c) => c.primaryKey())
      .addColumn('url', 'text', (c) => c.notNull())
      .addColumn('events', 'text', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull())
      .addColumn('disabled', 'integer', (c) => c.notNull())
      .addColumn('secrets_sealed', bytes, (c) => c.notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('webhook_events')
      .addColumn('event_id', 'text', (c) => c.primaryKey())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('type', 'text', (c) => c.notNull())
      .addColumn('session_hash', 'text', (c) => c.notNull())
      .addColumn('user_hash', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('delete_at', 'bigint', (c) => c.notNull())
      .addColumn('content_sealed', bytes)
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('next_at', 'bigint')
      .addColumn('delivered_at', 'bigint')
      .addColumn('last_outcome', 'text')
      .execute();
    await db.schema.createIndex('webhook_events_by_next_at').on('webhook_events').columns(['client_id', 'next_at']).execute();
    await db.schema.createIndex('webhook_events_by_delete_at').on('webhook_events').column('delete_at').execute();
    await db.schema.createIndex('webhook_events_by_session').on('webhook_events').column('session_hash').execute();
    await db.schema.createIndex('webhook_events_by_user').on('webhook_events').column('user_hash').execute();
    await db.schema.createIndex('sessions_by_status').on('sessions').columns(['status', 'expires_at']).execute();
  },
};

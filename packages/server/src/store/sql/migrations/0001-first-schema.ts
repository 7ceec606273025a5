import { sql } from 'kysely';
import type { Migration } from '../migration.js';

export const firstSchema: Migration = {
  version: '0001-first-schema',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    const serial = sql.raw(types.serial);
    await db.schema
      .createTable('clients')
      .addColumn('client_id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('scopes', 'text', (c) => c.notNull())
      .addColumn('disabled', 'integer', (c) => c.notNull())
      .addColumn('policy', 'text', (c) => c.notNull())
      .addColumn('result_key', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('client_secrets')
      .addColumn('secret_id', 'text', (c) => c.primaryKey())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('secret_hash', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint')
      .execute();
    await db.schema.createIndex('client_secrets_by_client').on('client_secrets').column('client_id').execute();
    await db.schema
      .createTable('signing_keys')
      .addColumn('kid', 'text', (c) => c.primaryKey())
      .addColumn('generation', 'integer', (c) => c.notNull().unique())
      .addColumn('algorithm', 'text', (c) => c.notNull())
      .addColumn('public_jwk', 'text', (c) => c.notNull())
      .addColumn('private_sealed', bytes, (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('active_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint')
      .execute();
    await db.schema
      .createTable('sessions')
      .addColumn('session_hash', 'text', (c) => c.primaryKey())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('delete_at', 'bigint', (c) => c.notNull())
      .addColumn('max_attempts', 'integer', (c) => c.notNull())
      .addColumn('charged', 'integer', (c) => c.notNull())
      .addColumn('failed', 'integer', (c) => c.notNull())
      .addColumn('last_failure', 'text')
      .addColumn('last_match_level', 'integer')
      .addColumn('user_hash', 'text')
      .addColumn('template_sealed', bytes)
      .addColumn('result_sealed', bytes)
      .addCheckConstraint('sessions_never_over_limit', sql`charged <= 3 and failed <= charged`)
      .execute();
    await db.schema.createIndex('sessions_by_delete_at').on('sessions').column('delete_at').execute();
    await db.schema.createIndex('sessions_by_user').on('sessions').column('user_hash').execute();
    await db.schema
      .createTable('attempts')
      .addColumn('attempt_hash', 'text', (c) => c.primaryKey())
      .addColumn('session_hash', 'text', (c) => c.notNull().references('sessions.session_hash').onDelete('cascade'))
      .addColumn('number', 'integer', (c) => c.notNull())
      .addColumn('state', 'text', (c) => c.notNull())
      .addColumn('opened_at', 'bigint', (c) => c.notNull())
      .addColumn('challenge_expires_at', 'bigint')
      .addColumn('sealed', bytes)
      .execute();
    await db.schema.createIndex('attempts_by_session').on('attempts').column('session_hash').execute();
    await db.schema
      .createTable('images')
      .addColumn('image_hash', 'text', (c) => c.primaryKey())
      .addColumn('session_hash', 'text', (c) => c.notNull().references('sessions.session_hash').onDelete('cascade'))
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('image_sealed', bytes, (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('images_by_session').on('images').column('session_hash').execute();
    await db.schema.createIndex('images_by_expires_at').on('images').column('expires_at').execute();
    await db.schema
      .createTable('used_frames')
      .addColumn('frame_hash', 'text', (c) => c.primaryKey())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('used_frames_by_expires_at').on('used_frames').column('expires_at').execute();
    await db.schema
      .createTable('rate_limits')
      .addColumn('key', 'text', (c) => c.primaryKey())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('leases')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema
      .createTable('audit_log')
      .addColumn('id', serial, (c) => c.primaryKey())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('event', 'text', (c) => c.notNull())
      .addColumn('client_id', 'text')
      .addColumn('session_hash', 'text')
      .addColumn('user_hash', 'text')
      .addColumn('details', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('audit_log_by_at').on('audit_log').column('at').execute();
    await db.schema.createIndex('audit_log_by_session').on('audit_log').column('session_hash').execute();
    await db.schema
      .createTable('trace_events')
      .addColumn('id', serial, (c) => c.primaryKey())
      .addColumn('received_at', 'bigint', (c) => c.notNull())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('session_hash', 'text')
      .addColumn('fields', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('trace_events_by_received_at').on('trace_events').column('received_at').execute();
  },
};

import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** The operators of the console, what it shows of each session, its totals, and the decisions of reviewers. */
export const consoleTables: Migration = {
  version: '0010-console',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .createTable('operators')
      .addColumn('operator_id', 'text', (c) => c.primaryKey())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addColumn('disabled', 'integer', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addUniqueConstraint('operators_by_name', ['name'])
      .execute();
    await db.schema
      .createTable('operator_credentials')
      .addColumn('credential_id', 'text', (c) => c.primaryKey())
      .addColumn('operator_id', 'text', (c) => c.notNull().references('operators.operator_id').onDelete('cascade'))
      .addColumn('public_key', bytes, (c) => c.notNull())
      .addColumn('counter', 'bigint', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint')
      .execute();
    await db.schema.createIndex('operator_credentials_by_operator').on('operator_credentials').column('operator_id').execute();
    await db.schema
      .createTable('operator_sessions')
      .addColumn('session_hash', 'text', (c) => c.primaryKey())
      .addColumn('operator_id', 'text', (c) => c.notNull().references('operators.operator_id').onDelete('cascade'))
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('operator_sessions_by_operator').on('operator_sessions').column('operator_id').execute();
    await db.schema
      .createTable('operator_tickets')
      .addColumn('ticket_hash', 'text', (c) => c.primaryKey())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('operator_id', 'text', (c) => c.references('operators.operator_id').onDelete('cascade'))
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('operator_tickets_by_expires_at').on('operator_tickets').column('expires_at').execute();
    await db.schema
      .createTable('session_summaries')
      .addColumn('session_hash', 'text', (c) => c.primaryKey())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('user_hash', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('last_at', 'bigint', (c) => c.notNull())
      .addColumn('ends_at', 'bigint', (c) => c.notNull())
      .addColumn('outcome', 'text', (c) => c.notNull())
      .addColumn('left_at', 'text')
      .addColumn('reasons', 'text', (c) => c.notNull())
      .addColumn('stage', 'integer', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('match_level', 'integer')
      .addColumn('spoof_score', 'real')
      .addColumn('seconds', 'integer')
      .addColumn('platform', 'text')
      .addColumn('browser', 'text')
      .addColumn('device_hash', 'text')
      .addColumn('is_traced', 'integer', (c) => c.notNull())
      .addColumn('review', 'text')
      .addColumn('doubts', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('session_summaries_by_created_at').on('session_summaries').column('created_at').execute();
    await db.schema.createIndex('session_summaries_by_client').on('session_summaries').columns(['client_id', 'created_at']).execute();
    await db.schema.createIndex('session_summaries_by_user').on('session_summaries').column('user_hash').execute();
    await db.schema.createIndex('session_summaries_by_outcome').on('session_summaries').columns(['outcome', 'ends_at']).execute();
    await db.schema.createIndex('session_summaries_by_review').on('session_summaries').columns(['review', 'last_at']).execute();
    await db.schema.createIndex('session_summaries_by_last_at').on('session_summaries').column('last_at').execute();
    await db.schema
      .createTable('console_totals')
      .addColumn('span', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('value', 'text', (c) => c.notNull())
      .addColumn('count', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('console_totals_by_at', ['span', 'at', 'client_id', 'name', 'value'])
      .execute();
    await db.schema
      .createTable('reviews')
      .addColumn('session_hash', 'text', (c) => c.primaryKey())
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('decided_at', 'bigint', (c) => c.notNull())
      .addColumn('operator', 'text', (c) => c.notNull())
      .addColumn('decision', 'text', (c) => c.notNull())
      .addColumn('note', 'text', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('trace_events_by_session').on('trace_events').column('session_hash').execute();
    await db.schema.createIndex('audit_log_by_event').on('audit_log').columns(['event', 'at']).execute();
  },
};

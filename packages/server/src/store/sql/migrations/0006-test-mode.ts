import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** Clients of test mode, and the keys that their results are signed with. */
export const testMode: Migration = {
  version: '0006-test-mode',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .alterTable('clients')
      .addColumn('test', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('test_signing_keys')
      .addColumn('kid', 'text', (c) => c.notNull())
      .addColumn('generation', 'integer', (c) => c.notNull())
      .addColumn('algorithm', 'text', (c) => c.notNull())
      .addColumn('public_jwk', 'text', (c) => c.notNull())
      .addColumn('private_sealed', bytes, (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('active_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint')
      .addColumn('revoked', 'integer', (c) => c.notNull().defaultTo(0))
      .addPrimaryKeyConstraint('test_signing_keys_by_kid', ['kid'])
      .addUniqueConstraint('test_signing_keys_by_generation', ['algorithm', 'generation'])
      .execute();
  },
};

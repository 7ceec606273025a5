import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** Keys of App Attest, with the counter that each was used with last. */
export const attestedKeyTable: Migration = {
  version: '0014-attested-keys',
  async up(db, types) {
    await db.schema
      .createTable('attested_keys')
      .addColumn('client_id', 'text', (c) => c.notNull())
      .addColumn('key_hash', 'text', (c) => c.notNull())
      .addColumn('public_key', sql.raw(types.bytes), (c) => c.notNull())
      .addColumn('counter', 'bigint', (c) => c.notNull())
      .addColumn('used_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('attested_keys_by_client', ['client_id', 'key_hash'])
      .execute();
  },
};

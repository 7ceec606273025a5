import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** Clients choose how their results are signed; generations of keys count per algorithm. */
export const signingAlgorithms: Migration = {
  version: '0003-signing-algorithms',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .alterTable('clients')
      .addColumn('signing_algorithm', 'text', (c) => c.notNull().defaultTo('RS256'))
      .execute();
    // SQLite cannot drop a constraint (generations were unique over all algorithms), so the table is recreated.
    await db.schema.alterTable('signing_keys').renameTo('signing_keys_before').execute();
    await db.schema
      .createTable('signing_keys')
      .addColumn('kid', 'text', (c) => c.notNull())
      .addColumn('generation', 'integer', (c) => c.notNull())
      .addColumn('algorithm', 'text', (c) => c.notNull())
      .addColumn('public_jwk', 'text', (c) => c.notNull())
      .addColumn('private_sealed', bytes, (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('active_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint')
      .addPrimaryKeyConstraint('signing_keys_by_kid', ['kid'])
      .addUniqueConstraint('signing_keys_by_generation', ['algorithm', 'generation'])
      .execute();
    const columns = ['kid', 'generation', 'algorithm', 'public_jwk', 'private_sealed', 'created_at', 'active_at', 'expires_at'];
    await db
      .insertInto('signing_keys')
      .columns(columns)
      .expression((eb) => eb.selectFrom('signing_keys_before').select(columns))
      .execute();
    await db.schema.dropTable('signing_keys_before').execute();
  },
};

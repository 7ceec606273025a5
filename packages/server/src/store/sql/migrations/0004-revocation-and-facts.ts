import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** Signing keys are revoked by a mark; the store keeps facts about itself; an attempt keeps what its incomplete result repeats. */
export const revocationAndFacts: Migration = {
  version: '0004-revocation-and-facts',
  async up(db, types) {
    await db.schema
      .alterTable('signing_keys')
      .addColumn('revoked', 'integer', (c) => c.notNull().defaultTo(0))
      .execute();
    await db.schema
      .createTable('facts')
      .addColumn('name', 'text', (c) => c.primaryKey())
      .addColumn('value', 'text', (c) => c.notNull())
      .execute();
    await db.schema.alterTable('attempts').addColumn('origin_sealed', sql.raw(types.bytes)).execute();
  },
};

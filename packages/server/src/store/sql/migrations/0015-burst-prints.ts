import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** Prints of bursts, and the cells that each lies in. */
export const burstPrints: Migration = {
  version: '0015-burst-prints',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    await db.schema
      .createTable('burst_prints')
      .addColumn('print_id', 'text', (c) => c.primaryKey())
      .addColumn('print_sealed', bytes, (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .execute();
    await db.schema.createIndex('burst_prints_by_expires_at').on('burst_prints').column('expires_at').execute();
    await db.schema
      .createTable('burst_print_cells')
      .addColumn('cell_hash', 'text', (c) => c.notNull())
      .addColumn('print_id', 'text', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('burst_print_cells_by_cell', ['cell_hash', 'print_id'])
      .execute();
    await db.schema.createIndex('burst_print_cells_by_expires_at').on('burst_print_cells').column('expires_at').execute();
  },
};

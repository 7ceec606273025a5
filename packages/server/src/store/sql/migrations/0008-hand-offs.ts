import { sql } from 'kysely';
import type { Migration } from '../migration.js';

/** The hand-off of a link to another device. At most one, in the row of its link, so that it goes with it. */
export const handOffs: Migration = {
  version: '0008-hand-offs',
  async up(db, types) {
    const bytes = sql.raw(types.bytes);
    const columns = [
      ['hand_off_hash', 'text'],
      ['hand_off_maker_hash', 'text'],
      ['hand_off_sealed', bytes],
      ['hand_off_expires_at', 'bigint'],
      ['hand_off_opened_at', 'bigint'],
      ['hand_off_device_hash', 'text'],
    ] as const;
    // One statement each: SQLite adds one column at a time.
    for (const [name, type] of columns) await db.schema.alterTable('links').addColumn(name, type).execute();
    await db.schema.createIndex('links_by_hand_off').unique().on('links').column('hand_off_hash').execute();
  },
};

import { isOpenLink } from '@face-session/protocol';
import type { Kysely } from 'kysely';
import type { HandOffStore } from '../hand-off-store.js';
import { insertAudit } from './audit-log.js';
import { linkRows, storedLinkOf } from './link-rows.js';
import type { Tables } from './schema.js';

export function handOffStore(db: Kysely<Tables>): HandOffStore {
  return {
    async saveHandOff(linkHash, { handOffHash, makerHash, sealed, expiresAt }, now) {
      const { numUpdatedRows } = await db
        .updateTable('links')
        .set({
          hand_off_hash: handOffHash,
          hand_off_maker_hash: makerHash,
          hand_off_sealed: sealed,
          hand_off_expires_at: expiresAt,
          hand_off_opened_at: null,
          hand_off_device_hash: null,
        })
        .where('link_hash', '=', linkHash)
        .where('started_at', 'is', null)
        .where('outcome', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async findLinkByHandOff(handOffHash, now) {
      const [row] = await linkRows(db, { handOffHash });
      return row && row.delete_at > now ? storedLinkOf(row, now) : null;
    },
    openHandOff: (handOffHash, deviceHash, now, audit) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('links')
          .set({ hand_off_opened_at: now, hand_off_device_hash: deviceHash })
          .where('hand_off_hash', '=', handOffHash)
          .where('hand_off_device_hash', 'is', null)
          .where('hand_off_expires_at', '>', now)
          .where('started_at', 'is', null)
          .where('outcome', 'is', null)
          .where('expires_at', '>', now)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows === 1n) {
          await insertAudit(tx, audit);
          return 'opened';
        }
        const [row] = await linkRows(tx, { handOffHash });
        if (!row) return 'over';
        if (row.hand_off_device_hash === deviceHash) return 'resumed';
        return isOpenLink(storedLinkOf(row, now).status) && row.hand_off_device_hash !== null ? 'used' : 'over';
      }),
  };
}

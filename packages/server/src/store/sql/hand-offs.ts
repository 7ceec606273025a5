import { isOpenLink } from '@face-session/protocol';
import type { Kysely } from 'kysely';
import type { HandOffStore } from '../hand-off-store.js';
import { insertAudit } from './audit-log.js';
import { insertLink, isLinkItself, linkRows, storedLinkOf } from './link-rows.js';
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
    handOverSession: ({ handOff, ...link }, audit) =>
      db.transaction().execute(async (tx) => {
        const { sessionHash, clientId, createdAt } = link;
        // Changes nothing: hand-offs of one session that are made at once wait for one another here.
        const session = await tx
          .updateTable('sessions')
          .set((eb) => ({ max_attempts: eb.ref('max_attempts') }))
          .where('session_hash', '=', sessionHash)
          .where('client_id', '=', clientId)
          .where('status', '=', 'open')
          .where('expires_at', '>', createdAt)
          .returning('session_hash')
          .executeTakeFirst();
        if (!session) return 'gone';
        const others = await tx
          .selectFrom('links')
          .select(['started_at', isLinkItself.as('is_link')])
          .where('session_hash', '=', sessionHash)
          .execute();
        if (others.some(({ is_link: isLink }) => Boolean(isLink))) return 'linked';
        if (others.some(({ started_at: startedAt }) => startedAt !== null)) return 'started';
        await tx.deleteFrom('links').where('session_hash', '=', sessionHash).execute();
        const none = { templateSealed: null, enrollmentSealed: null, enrollmentHash: null, sessionSealed: Buffer.alloc(0) };
        await insertLink(tx, { ...link, ...none }, handOff, createdAt);
        await insertAudit(tx, audit);
        return 'made';
      }),
    async revokeHandOff(sessionHash, clientId) {
      await db
        .deleteFrom('links')
        .where('session_hash', '=', sessionHash)
        .where('client_id', '=', clientId)
        .where('started_at', 'is', null)
        .where((eb) => eb.not(isLinkItself))
        .execute();
    },
  };
}

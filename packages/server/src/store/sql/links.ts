import type { Kysely } from 'kysely';
import type { LinkStore, StartedLink, StoredLink } from '../link-store.js';
import { insertAudit } from './audit-log.js';
import { insertLink, linkRows, storedLinkOf, type LinkFilter } from './link-rows.js';
import { insertEvent } from './outbox.js';
import { rollingBack } from './rolling-back.js';
import type { Tables } from './schema.js';
import { deleteOfSession, insertSession } from './sessions.js';

export function linkStore(db: Kysely<Tables>): LinkStore {
  const find = async (by: LinkFilter, now: number): Promise<StoredLink | null> => {
    const [row] = await linkRows(db, by);
    return row && row.delete_at > now ? storedLinkOf(row, now) : null;
  };
  return {
    addLink: (link, audit) =>
      db.transaction().execute(async (tx) => {
        await insertLink(tx, link, null);
        await insertAudit(tx, audit);
      }),
    async findLink(linkHash, clientId, now) {
      const link = await find({ linkHash }, now);
      return link?.clientId === clientId ? link : null;
    },
    async listLinks(clientId, now, limit) {
      const rows = await linkRows(db, { clientId, newest: limit });
      return rows.filter((row) => row.delete_at > now).map((row) => storedLinkOf(row, now));
    },
    findLinkByToken: (tokenHash, now) => find({ tokenHash }, now),
    openLink: (linkHash, now, audit, event) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('links')
          .set({ opened_at: now })
          .where('link_hash', '=', linkHash)
          .where('opened_at', 'is', null)
          .where('outcome', 'is', null)
          .where('expires_at', '>', now)
          .executeTakeFirstOrThrow();
        if (numUpdatedRows !== 1n) return false;
        await insertAudit(tx, audit);
        if (event) await insertEvent(tx, event);
        return true;
      }),
    startLink: ({ linkHash, deviceHash, now, session }, audit) =>
      rollingBack<StartedLink>(db, async (tx, rollBack) => {
        const link = await tx
          .updateTable('links')
          .set((eb) => ({ started_at: now, device_hash: deviceHash, opened_at: eb.fn.coalesce('opened_at', eb.val(now)) }))
          .where('link_hash', '=', linkHash)
          .where('started_at', 'is', null)
          .where('outcome', 'is', null)
          .where('expires_at', '>', now)
          .returning(['template_sealed', 'enrollment_sealed', 'user_hash'])
          .executeTakeFirst();
        if (!link) return rollBack(await whyNotStarted(tx, linkHash, deviceHash, now));
        if (link.template_sealed) {
          await insertSession(tx, {
            ...session,
            userHash: link.user_hash,
            templateSealed: link.template_sealed,
            enrollmentSealed: link.enrollment_sealed ?? undefined,
          });
          await insertAudit(tx, audit.sessionCreated);
          await tx.updateTable('links').set({ template_sealed: null, enrollment_sealed: null }).where('link_hash', '=', linkHash).execute();
        } else {
          const [started] = await linkRows(tx, { linkHash });
          if (!started || storedLinkOf(started, now).status !== 'started') return rollBack('over');
          // The session goes on with the key of the device that takes it over.
          await tx.updateTable('sessions').set({ capture_key_hash: null }).where('session_hash', '=', started.session_hash).execute();
        }
        await insertAudit(tx, audit.started);
        return 'started';
      }),
    deleteLink: (linkHash, clientId) =>
      db.transaction().execute(async (tx) => {
        const [link] = await tx
          .deleteFrom('links')
          .where('link_hash', '=', linkHash)
          .where('client_id', '=', clientId)
          .returning('session_hash')
          .execute();
        if (!link) return false;
        await deleteOfSession(tx, link.session_hash, clientId);
        return true;
      }),
  };
}

/** Why a link that should be free to start is not. */
async function whyNotStarted(tx: Kysely<Tables>, linkHash: string, deviceHash: string, now: number): Promise<StartedLink> {
  const [link] = await linkRows(tx, { linkHash });
  if (!link || storedLinkOf(link, now).status !== 'started') return 'over';
  return link.device_hash === deviceHash ? 'resumed' : 'used';
}

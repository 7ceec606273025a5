import type { Kysely } from 'kysely';
import { insertExpiry } from './expired-events.js';
import { isLinkItself, linkRows, storedLinkOf } from './link-rows.js';
import type { Tables } from './schema.js';

/** Ends links that nobody started in time: deletes their templates, and writes an event for each whose client has asked for it. */
export async function endExpiredLinks(db: Kysely<Tables>, now: number): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const expired = await tx
      .updateTable('links')
      .set({ outcome: 'expired', template_sealed: null, enrollment_sealed: null })
      .where('expires_at', '<=', now)
      .where('started_at', 'is', null)
      .where('outcome', 'is', null)
      .returning(['session_hash', 'client_id', 'user_hash', isLinkItself.as('is_link')])
      .execute();
    // The client knows of no link where a capture has handed its session over: the session's own event tells of the end.
    const links = expired.filter(({ is_link: isLink }) => Boolean(isLink));
    if (links.length > 0) await insertExpiry(tx, 'link.expired', links, now);
  });
}

/** Records how links have ended whose sessions are about to be deleted. */
export async function keepOutcomes(db: Kysely<Tables>, now: number): Promise<void> {
  for (const link of await linkRows(db, { sessionGoneAt: now })) {
    await db
      .updateTable('links')
      .set({ outcome: storedLinkOf(link, now).status })
      .where('link_hash', '=', link.link_hash)
      .execute();
  }
}

import type { Kysely } from 'kysely';
import { emptyLinkPage } from '../link-page.js';
import type { LinkPageStore } from '../link-page-store.js';
import { insertAudit } from './audit-log.js';
import type { Tables } from './schema.js';

export function linkPageStore(db: Kysely<Tables>): LinkPageStore {
  return {
    async findLinkPage(clientId) {
      const row = await db.selectFrom('link_pages').select(['settings', 'logo_type']).where('client_id', '=', clientId).executeTakeFirst();
      if (!row) return null;
      const settings = JSON.parse(row.settings) as Partial<typeof emptyLinkPage>;
      return { clientId, ...emptyLinkPage, ...settings, hasLogo: row.logo_type !== null };
    },
    async findLogo(clientId) {
      const row = await db.selectFrom('link_pages').select(['logo', 'logo_type']).where('client_id', '=', clientId).executeTakeFirst();
      return row?.logo && row.logo_type !== null ? { type: row.logo_type, bytes: row.logo } : null;
    },
    saveLinkPage: ({ clientId, ...settings }, logo, audit) =>
      db.transaction().execute(async (tx) => {
        const changed = {
          settings: JSON.stringify(settings),
          ...(logo !== undefined && { logo: logo?.bytes ?? null, logo_type: logo?.type ?? null }),
        };
        await tx
          .insertInto('link_pages')
          .values({ client_id: clientId, logo: null, logo_type: null, ...changed })
          .onConflict((conflict) => conflict.column('client_id').doUpdateSet(changed))
          .execute();
        await insertAudit(tx, audit);
      }),
  };
}

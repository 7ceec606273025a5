import type { Kysely, Selectable } from 'kysely';
import type { AuditEntry, AuditStore, StoredAuditEntry } from '../audit-store.js';
import type { AuditLogRow, Tables } from './schema.js';

export function auditStore(db: Kysely<Tables>): AuditStore {
  return {
    addAudit: (entry) => insertAudit(db, entry),
    async auditLog({ sessionHash, clientId, userHash, event, from, to, limit }) {
      const rows = await db
        .selectFrom('audit_log')
        .selectAll()
        .$if(sessionHash !== undefined, (query) => query.where('session_hash', '=', sessionHash ?? ''))
        .$if(clientId !== undefined, (query) => query.where('client_id', '=', clientId ?? ''))
        .$if(userHash !== undefined, (query) => query.where('user_hash', '=', userHash ?? ''))
        .$if(event !== undefined, (query) => query.where('event', '=', event ?? ''))
        .$if(from !== undefined, (query) => query.where('at', '>=', from ?? 0))
        .$if(to !== undefined, (query) => query.where('at', '<', to ?? 0))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(auditEntryOf);
    },
  };
}

/** Adds an entry within a transaction: it is recorded together with what it describes. */
export async function insertAudit(tx: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  const { at, event, clientId, sessionHash, userHash, details }: Omit<StoredAuditEntry, 'details'> & { readonly details: object } = entry;
  await tx
    .insertInto('audit_log')
    .values({
      at,
      event,
      client_id: clientId ?? null,
      session_hash: sessionHash ?? null,
      user_hash: userHash ?? null,
      details: JSON.stringify(details),
    })
    .execute();
}

function auditEntryOf(row: Selectable<AuditLogRow>): StoredAuditEntry {
  return {
    at: row.at,
    event: row.event,
    clientId: row.client_id ?? undefined,
    sessionHash: row.session_hash ?? undefined,
    userHash: row.user_hash ?? undefined,
    details: JSON.parse(row.details) as Record<string, unknown>,
  };
}

import type { Kysely, Selectable } from 'kysely';
import type { AuditEntry, AuditStore } from '../audit-store.js';
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

/** For the transaction of what the entry tells of. */
export async function insertAudit(tx: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_log')
    .values({
      at: entry.at,
      event: entry.event,
      client_id: entry.clientId ?? null,
      session_hash: entry.sessionHash ?? null,
      user_hash: entry.userHash ?? null,
      details: JSON.stringify(entry.details),
    })
    .execute();
}

function auditEntryOf(row: Selectable<AuditLogRow>): AuditEntry {
  return {
    at: row.at,
    event: row.event,
    clientId: row.client_id ?? undefined,
    sessionHash: row.session_hash ?? undefined,
    userHash: row.user_hash ?? undefined,
    details: JSON.parse(row.details) as Record<string, unknown>,
  };
}

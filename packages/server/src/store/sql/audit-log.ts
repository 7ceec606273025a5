import type { Insertable, Kysely, Selectable } from 'kysely';
import type { AuditEntry, AuditStore, StoredAuditEntry } from '../audit-store.js';
import type { AuditLogRow, Tables } from './schema.js';

/** Rows of one statement: databases bound the parameters of one. */
const ROWS_AT_ONCE = 200;

export function auditStore(db: Kysely<Tables>): AuditStore {
  return {
    addAudit: (entry) => insertAudit(db, entry),
    addAuditEntries: (entries) =>
      db.transaction().execute(async (tx) => {
        for (let index = 0; index < entries.length; index += ROWS_AT_ONCE) {
          await tx
            .insertInto('audit_log')
            .values(entries.slice(index, index + ROWS_AT_ONCE).map(rowOf))
            .execute();
        }
      }),
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
  await tx.insertInto('audit_log').values(rowOf(entry)).execute();
}

function rowOf(entry: AuditEntry): Insertable<AuditLogRow> {
  const { at, event, clientId, sessionHash, userHash, details }: Omit<StoredAuditEntry, 'details'> & { readonly details: object } = entry;
  return {
    at,
    event,
    client_id: clientId ?? null,
    session_hash: sessionHash ?? null,
    user_hash: userHash ?? null,
    details: JSON.stringify(details),
  };
}

/** An entry as it is read from its row. */
export function auditEntryOf(row: Selectable<AuditLogRow>): StoredAuditEntry {
  return {
    at: row.at,
    event: row.event,
    clientId: row.client_id ?? undefined,
    sessionHash: row.session_hash ?? undefined,
    userHash: row.user_hash ?? undefined,
    details: JSON.parse(row.details) as Record<string, unknown>,
  };
}

import type { Kysely, Selectable } from 'kysely';
import type { Operator, OperatorCredential, OperatorRole, OperatorStore, OperatorTicket } from '../operator-store.js';
import type { OperatorCredentialRow, OperatorRow, OperatorTicketRow, Tables } from './schema.js';

export function operatorStore(db: Kysely<Tables>): OperatorStore {
  return {
    async addOperator(operator) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('operators')
        .values({
          operator_id: operator.operatorId,
          name: operator.name,
          role: operator.role,
          disabled: Number(operator.disabled),
          created_at: operator.createdAt,
        })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n ? 'added' : 'exists';
    },
    async listOperators() {
      return (await db.selectFrom('operators').selectAll().orderBy('name').execute()).map(operatorOf);
    },
    updateOperator: (operatorId, { role, disabled }) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('operators')
          .set({ operator_id: operatorId, ...(role && { role }), ...(disabled !== undefined && { disabled: Number(disabled) }) })
          .where('operator_id', '=', operatorId)
          .executeTakeFirstOrThrow();
        if (disabled === true) {
          await tx.deleteFrom('operator_sessions').where('operator_id', '=', operatorId).execute();
          await tx.deleteFrom('operator_tickets').where('operator_id', '=', operatorId).execute();
        }
        return numUpdatedRows === 1n;
      }),
    async removeOperator(operatorId) {
      const { numDeletedRows } = await db.deleteFrom('operators').where('operator_id', '=', operatorId).executeTakeFirstOrThrow();
      return numDeletedRows === 1n;
    },
    async addCredential(credential) {
      await db
        .insertInto('operator_credentials')
        .values({
          credential_id: credential.credentialId,
          operator_id: credential.operatorId,
          public_key: credential.publicKey,
          counter: credential.counter,
          created_at: credential.createdAt,
          used_at: credential.usedAt,
        })
        .execute();
    },
    async findCredential(credentialId) {
      const row = await db.selectFrom('operator_credentials').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();
      return row ? credentialOf(row) : null;
    },
    async credentialsOf(operatorId) {
      const rows = await db.selectFrom('operator_credentials').selectAll().where('operator_id', '=', operatorId).execute();
      return rows.map(credentialOf);
    },
    async useCredential(credentialId, counter, now) {
      const { numUpdatedRows } = await db
        .updateTable('operator_credentials')
        .set({ counter, used_at: now })
        .where('credential_id', '=', credentialId)
        // A device that does not count says 0 every time.
        .where('counter', counter === 0 ? '=' : '<', counter)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async addTicket(ticket) {
      await db
        .insertInto('operator_tickets')
        .values({
          ticket_hash: ticket.ticketHash,
          kind: ticket.kind,
          operator_id: ticket.operatorId,
          expires_at: ticket.expiresAt,
        })
        .execute();
    },
    async findTicket(kind, ticketHash, now) {
      const row = await db
        .selectFrom('operator_tickets')
        .selectAll()
        .where('ticket_hash', '=', ticketHash)
        .where('kind', '=', kind)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row ? ticketOf(row) : null;
    },
    async takeTicket(kind, ticketHash, now) {
      const row = await db
        .deleteFrom('operator_tickets')
        .where('ticket_hash', '=', ticketHash)
        .where('kind', '=', kind)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      return row ? ticketOf(row) : null;
    },
    async addOperatorSession({ sessionHash, operatorId, createdAt, seenAt }) {
      await db
        .insertInto('operator_sessions')
        .values({ session_hash: sessionHash, operator_id: operatorId, created_at: createdAt, seen_at: seenAt })
        .execute();
    },
    async findOperatorSession(sessionHash) {
      const row = await db
        .selectFrom('operator_sessions')
        .innerJoin('operators', 'operators.operator_id', 'operator_sessions.operator_id')
        .selectAll('operators')
        .select(['operator_sessions.created_at as session_created_at', 'operator_sessions.seen_at'])
        .where('session_hash', '=', sessionHash)
        .executeTakeFirst();
      if (!row) return null;
      return {
        session: { sessionHash, operatorId: row.operator_id, createdAt: row.session_created_at, seenAt: row.seen_at },
        operator: operatorOf(row),
      };
    },
    async touchOperatorSession(sessionHash, now) {
      await db.updateTable('operator_sessions').set({ seen_at: now }).where('session_hash', '=', sessionHash).execute();
    },
    async endOperatorSession(sessionHash) {
      await db.deleteFrom('operator_sessions').where('session_hash', '=', sessionHash).execute();
    },
  };
}

function operatorOf(row: Selectable<OperatorRow>): Operator {
  return {
    operatorId: row.operator_id,
    name: row.name,
    role: row.role as OperatorRole,
    disabled: row.disabled !== 0,
    createdAt: row.created_at,
  };
}

function credentialOf(row: Selectable<OperatorCredentialRow>): OperatorCredential {
  return {
    credentialId: row.credential_id,
    operatorId: row.operator_id,
    publicKey: row.public_key,
    counter: row.counter,
    createdAt: row.created_at,
    usedAt: row.used_at,
  };
}

function ticketOf(row: Selectable<OperatorTicketRow>): OperatorTicket {
  return {
    ticketHash: row.ticket_hash,
    kind: row.kind as OperatorTicket['kind'],
    operatorId: row.operator_id,
    expiresAt: row.expires_at,
  };
}

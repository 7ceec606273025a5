import type { Kysely, Selectable } from 'kysely';
import type { Scope, SigningAlgorithm } from '@face-session/protocol';
import type { Client, ClientPolicy, ClientStore } from '../client-store.js';
import type { ClientRow, Tables } from './schema.js';

export function clientStore(db: Kysely<Tables>): ClientStore {
  return {
    async addClient(client) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('clients')
        .values({
          client_id: client.clientId,
          name: client.name,
          scopes: JSON.stringify(client.scopes),
          disabled: Number(client.disabled),
          policy: JSON.stringify(client.policy),
          result_key: client.resultKey && JSON.stringify(client.resultKey),
          signing_algorithm: client.signingAlgorithm,
          test: Number(client.test),
          created_at: client.createdAt,
        })
        .onConflict((conflict) => conflict.column('client_id').doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n ? 'added' : 'exists';
    },
    async findClient(clientId) {
      const row = await db.selectFrom('clients').selectAll().where('client_id', '=', clientId).executeTakeFirst();
      return row ? clientOf(row) : null;
    },
    async listClients() {
      return (await db.selectFrom('clients').selectAll().orderBy('created_at').execute()).map(clientOf);
    },
    async updateClient(clientId, change) {
      const { numUpdatedRows } = await db
        .updateTable('clients')
        .set((eb) => ({
          client_id: eb.ref('client_id'),
          ...(change.name !== undefined && { name: change.name }),
          ...(change.scopes && { scopes: JSON.stringify(change.scopes) }),
          ...(change.disabled !== undefined && { disabled: Number(change.disabled) }),
          ...(change.policy && { policy: JSON.stringify(change.policy) }),
          ...(change.resultKey !== undefined && { result_key: change.resultKey && JSON.stringify(change.resultKey) }),
          ...(change.signingAlgorithm && { signing_algorithm: change.signingAlgorithm }),
        }))
        .where('client_id', '=', clientId)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async addSecret(clientId, secret) {
      await db
        .insertInto('client_secrets')
        .values({
          secret_id: secret.secretId,
          client_id: clientId,
          secret_hash: secret.secretHash,
          created_at: secret.createdAt,
          expires_at: secret.expiresAt,
        })
        .execute();
    },
    async secretsOf(clientId, now) {
      const rows = await db
        .selectFrom('client_secrets')
        .selectAll()
        .where('client_id', '=', clientId)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
        .orderBy('created_at', 'desc')
        .execute();
      return rows.map((row) => ({
        secretId: row.secret_id,
        secretHash: row.secret_hash,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }));
    },
    async expireSecrets(clientId, expiresAt, except = '') {
      const { numUpdatedRows } = await db
        .updateTable('client_secrets')
        .set({ expires_at: expiresAt })
        .where('client_id', '=', clientId)
        .where('secret_id', '!=', except)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', expiresAt)]))
        .executeTakeFirstOrThrow();
      return Number(numUpdatedRows);
    },
  };
}

function clientOf(row: Selectable<ClientRow>): Client {
  return {
    clientId: row.client_id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    disabled: row.disabled !== 0,
    policy: JSON.parse(row.policy) as ClientPolicy,
    resultKey: row.result_key === null ? null : (JSON.parse(row.result_key) as Record<string, unknown>),
    signingAlgorithm: row.signing_algorithm as SigningAlgorithm,
    test: row.test !== 0,
    createdAt: row.created_at,
  };
}

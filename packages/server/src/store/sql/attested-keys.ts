import type { Kysely } from 'kysely';
import type { AttestedKeyStore } from '../attested-key-store.js';
import type { Tables } from './schema.js';

export function attestedKeyStore(db: Kysely<Tables>): AttestedKeyStore {
  return {
    async attestedKey(clientId, keyHash) {
      const row = await db
        .selectFrom('attested_keys')
        .select(['public_key', 'counter'])
        .where('client_id', '=', clientId)
        .where('key_hash', '=', keyHash)
        .executeTakeFirst();
      return row ? { publicKey: row.public_key, counter: row.counter } : null;
    },
    async addAttestedKey({ clientId, keyHash, publicKey, now }) {
      await db
        .insertInto('attested_keys')
        .values({ client_id: clientId, key_hash: keyHash, public_key: publicKey, counter: 0, used_at: now })
        .onConflict((conflict) => conflict.columns(['client_id', 'key_hash']).doUpdateSet({ used_at: now }))
        .execute();
    },
    async useAttestedKey({ clientId, keyHash, counter, now }) {
      const { numUpdatedRows } = await db
        .updateTable('attested_keys')
        .set({ counter, used_at: now })
        .where('client_id', '=', clientId)
        .where('key_hash', '=', keyHash)
        .where('counter', '<', counter)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
  };
}

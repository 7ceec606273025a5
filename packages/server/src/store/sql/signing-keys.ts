import type { Kysely, Selectable } from 'kysely';
import type { SigningAlgorithm } from '@face-session/protocol';
import type { SigningKeyStore, StoredSigningKey } from '../signing-key-store.js';
import type { SigningKeyRow, Tables } from './schema.js';

export function signingKeyStore(db: Kysely<Tables>): SigningKeyStore {
  return {
    async signingKeys(now) {
      const rows = await db
        .selectFrom('signing_keys')
        .selectAll()
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
        .orderBy('generation', 'desc')
        .execute();
      return rows.map(signingKeyOf);
    },
    addSigningKey: (key, retireOthersAt) =>
      db.transaction().execute(async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('signing_keys')
          .values({
            kid: key.kid,
            generation: key.generation,
            algorithm: key.algorithm,
            public_jwk: JSON.stringify(key.publicJwk),
            private_sealed: key.privateSealed,
            created_at: key.createdAt,
            active_at: key.activeAt,
            expires_at: key.expiresAt,
          })
          .onConflict((conflict) => conflict.columns(['algorithm', 'generation']).doNothing())
          .executeTakeFirstOrThrow();
        if (numInsertedOrUpdatedRows !== 1n) return 'taken';
        await tx
          .updateTable('signing_keys')
          .set({ expires_at: retireOthersAt })
          .where('algorithm', '=', key.algorithm)
          .where('generation', '<', key.generation)
          // Also of those that end by themselves, but later: a revocation must not wait for them.
          .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', retireOthersAt)]))
          .execute();
        return 'added';
      }),
  };
}

function signingKeyOf(row: Selectable<SigningKeyRow>): StoredSigningKey {
  return {
    kid: row.kid,
    generation: row.generation,
    algorithm: row.algorithm as SigningAlgorithm,
    publicJwk: JSON.parse(row.public_jwk) as Record<string, unknown>,
    privateSealed: row.private_sealed,
    createdAt: row.created_at,
    activeAt: row.active_at,
    expiresAt: row.expires_at,
  };
}

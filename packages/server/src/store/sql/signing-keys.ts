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
        .where('revoked', '=', 0)
        .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
        .orderBy('generation', 'desc')
        .execute();
      return rows.map(signingKeyOf);
    },
    addSigningKey: (key, others) =>
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
        const before = tx.updateTable('signing_keys').where('algorithm', '=', key.algorithm).where('generation', '<', key.generation);
        if (others === 'revoke') {
          // The time only tells the purge when the row goes.
          await before.set({ revoked: 1, expires_at: key.createdAt }).execute();
        } else {
          await before
            .set({ expires_at: others.retireAt })
            // Also those that end later, such as by a clock that was ahead.
            .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', others.retireAt)]))
            .execute();
        }
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

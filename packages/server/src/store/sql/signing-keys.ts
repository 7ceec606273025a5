import type { Kysely, Selectable } from 'kysely';
import type { SigningAlgorithm } from '@face-session/protocol';
import type { SigningKeyStore, StoredSigningKey } from '../signing-key-store.js';
import type { SigningKeyRow, Tables } from './schema.js';

/** @param table `test_signing_keys` holds the keys of test results; the tables are alike */
export function signingKeyStore(db: Kysely<Tables>, table: 'signing_keys' | 'test_signing_keys'): SigningKeyStore {
  const name = table as 'signing_keys';
  return {
    async signingKeys(now) {
      const rows = await db
        .selectFrom(name)
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
          .insertInto(name)
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
        const before = tx.updateTable(name).where('algorithm', '=', key.algorithm).where('generation', '<', key.generation);
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

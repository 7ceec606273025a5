import type { Kysely } from 'kysely';
import type { PopulationStore } from '../population-store.js';
import type { Tables } from './schema.js';

/** In the column of the client: comparisons of the sessions of all clients. */
const ALL_CLIENTS = '';

export function populationStore(db: Kysely<Tables>): PopulationStore {
  return {
    async population(clientId, model) {
      const row = await db
        .selectFrom('populations')
        .select(['revision', 'sums_sealed'])
        .where('client_id', '=', clientId)
        .where('model', '=', model)
        .executeTakeFirst();
      return row ? { revision: row.revision, sumsSealed: row.sums_sealed } : null;
    },
    async putPopulation(clientId, model, { revision, sumsSealed }) {
      const values = { revision, sums_sealed: sumsSealed };
      if (revision === 1) {
        const { numInsertedOrUpdatedRows } = await db
          .insertInto('populations')
          .values({ client_id: clientId, model, ...values })
          .onConflict((conflict) => conflict.columns(['client_id', 'model']).doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows === 1n;
      }
      const { numUpdatedRows } = await db
        .updateTable('populations')
        .set(values)
        .where('client_id', '=', clientId)
        .where('model', '=', model)
        .where('revision', '=', revision - 1)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    async countUser(clientId, userHash) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('population_users')
        .values({ client_id: clientId, user_hash: userHash })
        .onConflict((conflict) => conflict.columns(['client_id', 'user_hash']).doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows === 1n;
    },
    async addScoreCounts(clientId, scale, counts) {
      if (counts.size === 0) return;
      await db
        .insertInto('score_counts')
        .values([...counts].map(([bin, count]) => ({ client_id: clientId ?? ALL_CLIENTS, scale, bin, count })))
        .onConflict((conflict) =>
          conflict
            .columns(['client_id', 'scale', 'bin'])
            .doUpdateSet((eb) => ({ count: eb('score_counts.count', '+', eb.ref('excluded.count')) })),
        )
        .execute();
    },
    async scoreCounts(clientId, scale) {
      const rows = await db
        .selectFrom('score_counts')
        .select(['bin', 'count'])
        .where('client_id', '=', clientId ?? ALL_CLIENTS)
        .where('scale', '=', scale)
        .execute();
      return new Map(rows.map(({ bin, count }) => [bin, count]));
    },
    async forgetPopulation(clientId) {
      const deleted = await db.transaction().execute(async (tx) => {
        const rows = [];
        for (const table of ['populations', 'population_users', 'score_counts'] as const) {
          rows.push((await tx.deleteFrom(table).where('client_id', '=', clientId).executeTakeFirstOrThrow()).numDeletedRows);
        }
        return rows;
      });
      return deleted.some((rows) => rows > 0n);
    },
  };
}

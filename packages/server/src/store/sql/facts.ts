import type { Kysely } from 'kysely';
import type { FactStore } from '../fact-store.js';
import type { Tables } from './schema.js';

export function factStore(db: Kysely<Tables>): FactStore {
  const fact = async (name: string): Promise<string | null> =>
    (await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst())?.value ?? null;
  return {
    fact,
    async addFact(name, value) {
      await db
        .insertInto('facts')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .execute();
      return (await fact(name)) ?? value;
    },
    async setFact(name, value) {
      await db
        .insertInto('facts')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
  };
}

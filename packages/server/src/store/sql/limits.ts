import type { Kysely } from 'kysely';
import type { LimitStore } from '../limit-store.js';
import type { DatabaseKind } from './database.js';
import type { Tables } from './schema.js';

export function limitStore(db: Kysely<Tables>, { commitLazily }: DatabaseKind): LimitStore {
  return {
    async count(key, expiresAt) {
      const { count } = await commitLazily(db, (lazy) =>
        lazy
          .insertInto('rate_limits')
          .values({ key, count: 1, expires_at: expiresAt })
          .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ count: eb('rate_limits.count', '+', 1) })))
          .returning('count')
          .executeTakeFirstOrThrow(),
      );
      return count;
    },
    async countEach(keys, expiresAt) {
      const distinct = [...new Set(keys)].sort();
      if (distinct.length === 0) return;
      await commitLazily(db, (lazy) =>
        lazy
          .insertInto('rate_limits')
          .values(distinct.map((key) => ({ key, count: 1, expires_at: expiresAt })))
          .onConflict((conflict) => conflict.column('key').doUpdateSet((eb) => ({ count: eb('rate_limits.count', '+', 1) })))
          .execute(),
      );
    },
    async countsOf(keys) {
      if (keys.length === 0) return new Map();
      const rows = await db
        .selectFrom('rate_limits')
        .select(['key', 'count'])
        .where('key', 'in', [...new Set(keys)])
        .execute();
      return new Map(rows.map(({ key, count }) => [key, count]));
    },
    async counted(key) {
      return (await db.selectFrom('rate_limits').select('count').where('key', '=', key).executeTakeFirst())?.count ?? 0;
    },
    async takeLease(name, now, expiresAt) {
      const row = await db
        .insertInto('leases')
        .values({ name, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet({ expires_at: expiresAt })
            .where((eb) =>
              // A lease that ends further ahead than two of its kind was taken by a clock that was ahead.
              eb.or([eb('leases.expires_at', '<=', now), eb('leases.expires_at', '>', expiresAt + (expiresAt - now))]),
            ),
        )
        .returning('name')
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

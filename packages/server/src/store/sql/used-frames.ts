import type { Kysely } from 'kysely';
import type { FrameStore } from '../frame-store.js';
import type { DatabaseKind } from './database.js';
import type { Tables } from './schema.js';

export function frameStore(db: Kysely<Tables>, { commitLazily }: DatabaseKind): FrameStore {
  return {
    async useFrames(frameHashes, expiresAt) {
      const distinct = [...new Set(frameHashes)].sort();
      if (distinct.length === 0) return new Set();
      // The verdict on them takes the marks to the disk.
      const fresh = await commitLazily(db, (lazy) =>
        lazy
          .insertInto('used_frames')
          .values(distinct.map((frame_hash) => ({ frame_hash, expires_at: expiresAt })))
          .onConflict((conflict) => conflict.column('frame_hash').doNothing())
          .returning('frame_hash')
          .execute(),
      );
      const used = new Set(distinct);
      for (const row of fresh) used.delete(row.frame_hash);
      return used;
    },
    async usePrint({ printId, printSealed, cellHashes }, alike, expiresAt, most) {
      const kept = { print_id: printId, expires_at: expiresAt };
      const cells = [...new Set(cellHashes)].map((cell_hash) => ({ cell_hash, ...kept }));
      // The verdict on it takes the rows to the disk. Its cells come last: who finds one finds the print.
      if (cells.length > 0) {
        await commitLazily(db, async (lazy) => {
          await lazy
            .insertInto('burst_prints')
            .values({ ...kept, print_sealed: printSealed })
            .execute();
          await lazy.insertInto('burst_print_cells').values(cells).execute();
        });
      }
      if (alike.length === 0) return [];
      const found = await db
        .selectFrom('burst_prints')
        .select(['print_id', 'print_sealed'])
        .where('print_id', 'in', (eb) =>
          eb
            .selectFrom('burst_print_cells')
            .select('print_id')
            .where('cell_hash', 'in', [...new Set(alike)]),
        )
        .where('print_id', '<>', printId)
        .orderBy('expires_at', 'desc')
        .limit(most)
        .execute();
      return found.map(({ print_id, print_sealed }) => ({ printId: print_id, printSealed: print_sealed }));
    },
  };
}

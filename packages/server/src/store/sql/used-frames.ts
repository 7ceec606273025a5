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
  };
}

import type { Kysely } from 'kysely';
import type { ImageStore } from '../image-store.js';
import type { Tables } from './schema.js';

export function imageStore(db: Kysely<Tables>): ImageStore {
  return {
    async findImage(imageHash, clientId, now) {
      const row = await db
        .selectFrom('images')
        .select(['session_hash', 'image_sealed'])
        .where('image_hash', '=', imageHash)
        .where('client_id', '=', clientId)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row ? { sessionHash: row.session_hash, imageSealed: row.image_sealed } : null;
    },
  };
}

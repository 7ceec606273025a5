import type { FaceSessionClaims } from '@face-session/protocol';
import { ResultReplayed } from './errors.js';
import { defaultReplayStore } from './memory-replay-store.js';
import type { ReplayStore } from './replay-store.js';

/**
 * Marks a result as used. Comes last of all checks, so that a result which is refused for another reason stays usable.
 *
 * @throws {@link ResultReplayed} if it was used before
 */
export async function claimOnce({ iss, jti, exp }: FaceSessionClaims, store: ReplayStore = defaultReplayStore()): Promise<void> {
  const first: unknown = await store.claim({ issuer: iss, jti, expiresAt: new Date(exp * 1000) });
  if (first !== true) throw new ResultReplayed('The result was used before');
}

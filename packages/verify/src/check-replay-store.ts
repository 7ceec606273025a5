import { randomUUID } from 'node:crypto';
import type { ReplayStore } from './replay-store.js';

/** Claims of one result made at once; more than any connection pool's size would hide nothing further. */
const PARALLEL_CLAIMS = 50;

/** Life of the marks that the check leaves in the store, in milliseconds. */
const MARK_LIFETIME_MS = 60 * 1000;

/**
 * Checks a shared {@link ReplayStore} against its contract, in the tests of its author. Uses random ids, so it may run
 * against a store in use.
 *
 * @param store the store to try
 * @param sameStore a second handle on the same data, as another process would have it; the first is used twice if there is none
 * @throws Error that names the rule which the store breaks
 *
 * @example
 * ```ts
 * test('our store keeps the contract', () => checkReplayStore(createRedisStore(a), createRedisStore(b)));
 * ```
 */
export async function checkReplayStore(store: ReplayStore, sameStore: ReplayStore = store): Promise<void> {
  const expiresAt = new Date(Date.now() + MARK_LIFETIME_MS);
  const issuer = 'https://replay-store.check.invalid';
  const jti = randomUUID();

  must(await store.claim({ issuer, jti, expiresAt }), 'The first claim of a result must answer true');
  must(!(await store.claim({ issuer, jti, expiresAt })), 'The second claim of a result must answer false');
  must(!(await sameStore.claim({ issuer, jti, expiresAt })), 'A claim through another handle must see the mark');
  must(await store.claim({ issuer, jti: randomUUID(), expiresAt }), 'The claim of another jti must answer true');
  must(await store.claim({ issuer: `${issuer}/other`, jti, expiresAt }), 'The same jti of another issuer must answer true');

  const contested = { issuer, jti: randomUUID(), expiresAt };
  const answers = await Promise.all(Array.from({ length: PARALLEL_CLAIMS }, (_, i) => (i % 2 === 0 ? store : sameStore).claim(contested)));
  const accepted = answers.filter(Boolean).length;
  must(accepted === 1, `Of ${String(PARALLEL_CLAIMS)} claims at once exactly one must answer true, not ${String(accepted)}`);
}

function must(kept: boolean, rule: string): void {
  if (!kept) throw new Error(rule);
}

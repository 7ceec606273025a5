import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Store } from '../store/store.js';
import type { Sealer } from './sealer.js';

/** Name of the fact that holds the check value of the master key. */
const KEY_CHECK = 'master-key-check';

/** The master key is not the one that the store was made with. */
export class WrongMasterKeyError extends Error {
  readonly code = 'WRONG_MASTER_KEY';
  constructor() {
    super(
      'The master key is not the one of this store: nothing in the store can be decrypted with it. ' +
        'Set MASTER_KEY or MASTER_KEY_FILE to the key that the store was made with; every replica needs the same key.',
    );
    this.name = 'WrongMasterKeyError';
  }
}

/**
 * Compares the master key with the store's check value, a keyed hash that does not reveal the key. Records the value where there is none:
 * in a new store, and in one of an older release once its signing keys were decrypted.
 * @throws {WrongMasterKeyError} if the store was made with another key
 */
export async function checkMasterKey({ store, sealer, clock }: { store: Store; sealer: Sealer; clock: Clock }): Promise<void> {
  const value = sealer.keyedHash('key-check', KEY_CHECK);
  let recorded = await store.fact(KEY_CHECK);
  if (recorded === null) {
    for (const key of await store.signingKeys(clock())) {
      try {
        sealer.open('signing-key', key.kid, key.privateSealed);
      } catch {
        throw new WrongMasterKeyError();
      }
    }
    recorded = await store.addFact(KEY_CHECK, value);
  }
  const [left, right] = [Buffer.from(recorded), Buffer.from(value)];
  if (left.length !== right.length || !timingSafeEqual(left, right)) throw new WrongMasterKeyError();
}

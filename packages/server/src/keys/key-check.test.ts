import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../random.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { checkMasterKey, WrongMasterKeyError } from './key-check.js';
import { createKeyRing } from './key-ring.js';
import { createSealer, type Sealer } from './sealer.js';

const clock = (): number => 1_800_000_000_000;
const right = createSealer(Buffer.alloc(32, 1), systemRandom);
const wrong = createSealer(Buffer.alloc(32, 2), systemRandom);
let store: Store;
beforeEach(async () => {
  store = openStore({ kind: 'sqlite', file: ':memory:' });
  await store.migrate();
});
afterEach(() => store.close());

const check = (sealer: Sealer): Promise<void> => checkMasterKey({ store, sealer, clock });

describe('the check of the master key', () => {
  it('takes the first key that a new store meets, and no other afterwards', async () => {
    await check(right);
    await check(right);
    await expect(check(wrong)).rejects.toThrow(WrongMasterKeyError);
    await expect(check(wrong)).rejects.toThrow(/MASTER_KEY/);
  });

  it('refuses a wrong key in a store of a release that had no check value, and does not record it', async () => {
    await createKeyRing({ store, sealer: right, clock, monotonicClock: clock }).ensureFresh(1);
    await expect(check(wrong)).rejects.toThrow(WrongMasterKeyError);
    await check(right);
  });

  it('lets one of two keys win that meet a new store at once', async () => {
    const outcomes = await Promise.allSettled([check(right), check(wrong)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keeps a value that says nothing about the key', async () => {
    await check(right);
    expect(await store.fact('master-key-check')).toMatch(/^[0-9a-f]{64}$/);
  });
});

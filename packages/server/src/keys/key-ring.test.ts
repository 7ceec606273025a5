import type { SigningAlgorithm } from '@face-session/protocol';
import { decodeProtectedHeader } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../random.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { createKeyRing, type KeyRing } from './key-ring.js';
import { createSealer } from './sealer.js';

const MINUTE = 60 * 1000;
let now: number;
let store: Store;
beforeEach(async () => {
  now = 1_800_000_000_000;
  store = openStore({ kind: 'sqlite', file: ':memory:' });
  await store.migrate();
});
afterEach(() => store.close());

function replica(): KeyRing {
  return createKeyRing({ store, sealer: createSealer(Buffer.alloc(32, 1), systemRandom), clock: () => now, monotonicClock: () => now });
}
async function signer(ring: KeyRing, algorithm?: SigningAlgorithm): Promise<string | undefined> {
  return decodeProtectedHeader(await ring.sign({}, { ...(algorithm && { algorithm }) })).kid;
}
async function published(ring: KeyRing): Promise<(string | undefined)[]> {
  return (await ring.jwks()).keys.map((key) => key.kid);
}

describe('a key ring', () => {
  it('makes one first key however many replicas start at once', async () => {
    const replicas = [replica(), replica(), replica()];
    await Promise.all(replicas.map((ring) => ring.ensureFresh(MINUTE)));
    expect(new Set(await Promise.all(replicas.map((ring) => signer(ring)))).size).toBe(1);
  });

  it('publishes a new key before it signs, and the old one until all it signed is over', async () => {
    const ring = replica();
    await ring.ensureFresh(100 * MINUTE);
    const first = await signer(ring);
    const [second] = await ring.rotate();
    expect([await signer(ring), await published(ring)]).toEqual([first, [second, first]]);
    now += 10 * MINUTE;
    expect(await signer(ring)).toBe(second);
    now += 31 * MINUTE;
    expect(await published(ring)).toEqual([second, first]);
    now += MINUTE;
    expect(await published(ring)).toEqual([second]);
  });

  it('rotates on schedule, and a replica learns of it by itself', async () => {
    const [one, two] = [replica(), replica()];
    await one.ensureFresh(90 * MINUTE);
    const first = await signer(two);
    now += 90 * MINUTE;
    await one.ensureFresh(90 * MINUTE);
    now += 10 * MINUTE;
    expect(await signer(two)).toBe(await signer(one));
    expect(await signer(two)).not.toBe(first);
  });

  it('ends every other key at once when revoking', async () => {
    const ring = replica();
    await ring.ensureFresh(MINUTE);
    const first = await signer(ring);
    await ring.rotate();
    const [last] = await ring.rotate({ revoke: true });
    expect([await signer(ring), await published(ring), await ring.tokenKey(first ?? '')]).toEqual([last, [last], null]);
  });

  it.each(['ES256', 'EdDSA'] as const)(
    'makes the first %s key when one is asked for, and rotates it as it does those of RS256',
    async (algorithm) => {
      const [one, two] = [replica(), replica()];
      await one.ensureFresh(90 * MINUTE);
      const rs256 = await signer(one);
      const [first, again] = await Promise.all([signer(one, algorithm), signer(two, algorithm)]);
      expect(again).toBe(first);
      expect(await published(one)).toEqual([rs256, first]);
      expect(await one.tokenKey(first ?? '')).toBeNull();
      now += 90 * MINUTE;
      await two.ensureFresh(90 * MINUTE);
      expect(await signer(one, algorithm)).toBe(first);
      now += 10 * MINUTE;
      const second = await signer(one, algorithm);
      expect(second).not.toBe(first);
      const revoked = await one.rotate({ revoke: true });
      expect(revoked).toHaveLength(2);
      expect([await published(one), revoked.includes(second ?? '')]).toEqual([revoked, false]);
    },
  );

  it('looks for a key that another replica just made, but not for every forged id', async () => {
    const [one, two] = [replica(), replica()];
    await one.ensureFresh(MINUTE);
    await published(two);
    const [made] = await one.rotate();
    now += 5_000;
    expect(await two.tokenKey(made ?? '')).not.toBeNull();
    let queries = 0;
    const counting = createKeyRing({
      store: { ...store, signingKeys: (at: number) => (queries++, store.signingKeys(at)) },
      sealer: createSealer(Buffer.alloc(32, 1), systemRandom),
      clock: () => now,
      monotonicClock: () => now,
    });
    for (let i = 0; i < 100; i++) expect(await counting.tokenKey(`forged-${i}`)).toBeNull();
    expect(queries).toBeLessThanOrEqual(2);
  });

  it('keeps private keys sealed: another master key cannot sign with them', async () => {
    await replica().ensureFresh(MINUTE);
    const stored = await store.signingKeys(now);
    expect(Buffer.from(stored[0]!.privateSealed).toString('latin1')).not.toContain('"d"');
    const thief = createKeyRing({
      store,
      sealer: createSealer(Buffer.alloc(32, 2), systemRandom),
      clock: () => now,
      monotonicClock: () => now,
    });
    await expect(thief.sign({})).rejects.toThrow();
  });
});

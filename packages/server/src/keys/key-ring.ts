import { ACCESS_TOKEN_LIFETIME_SECONDS, DEFAULT_SIGNING_ALGORITHM, signingAlgorithms, type SigningAlgorithm } from '@face-session/protocol';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { Clock } from '../clock.js';
import type { StoredSigningKey } from '../store/signing-key-store.js';
import type { Store } from '../store/store.js';
import type { Sealer } from './sealer.js';

/** How long a JWKS may be cached, in seconds; the endpoint says so in `Cache-Control`. */
export const JWKS_MAX_AGE_SECONDS = 5 * 60;

/** How long a new key is published before it signs: every cache has fetched it by then. */
const PUBLISH_AHEAD_MS = 2 * JWKS_MAX_AGE_SECONDS * 1000;

/** How long a key stays published after it last signed: the longest life of what it signed, and some drift of clocks. */
const PUBLISH_AFTER_MS = (ACCESS_TOKEN_LIFETIME_SECONDS + 2 * 60) * 1000;

/** How often a replica looks for keys that another one made, in milliseconds; well below {@link PUBLISH_AHEAD_MS}. */
const REFRESH_MS = 30 * 1000;

/** At most one look per this time for a key id never seen, in milliseconds: forged tokens cost no query each. */
const UNKNOWN_KID_REFRESH_MS = 5 * 1000;

export interface KeyRing {
  /** Signs a JWT with the newest active key of the algorithm, RS256 unless given. The first key of another algorithm is made when it is needed. */
  sign(claims: JWTPayload, options?: { readonly typ?: string; readonly algorithm?: SigningAlgorithm }): Promise<string>;
  /** The public key of that id for RS256, the one algorithm of access tokens; null if there is none. */
  tokenKey(kid: string): Promise<CryptoKey | null>;
  /** The published keys of all algorithms, RS256 first and each newest first; public members only. */
  jwks(): Promise<{ keys: JWK[] }>;
  /**
   * Makes the next key of each algorithm in use and returns the ids of those that are newest then. `revoke`: they sign at once and all others end now, together with
   * every token and result they signed.
   */
  rotate(options?: { readonly revoke?: boolean }): Promise<string[]>;
  /** Makes the first key of the algorithm if there is none; it signs at once. */
  ensureKey(algorithm: SigningAlgorithm): Promise<void>;
  /** Makes the first RS256 key if there is none, and for each algorithm in use the next key if its newest is older than `maxAgeMs`. */
  ensureFresh(maxAgeMs: number): Promise<void>;
}

/** Options of a new key pair: private keys must be exported to be sealed. */
const KEY_PAIR = { modulusLength: 2048, extractable: true };

interface LoadedKey {
  readonly stored: StoredSigningKey;
  readonly publicKey: CryptoKey;
}

export function createKeyRing(parts: { store: Store; sealer: Sealer; clock: Clock }): KeyRing {
  const { store, sealer, clock } = parts;
  let keys: readonly LoadedKey[] = [];
  let loadedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;
  const privateKeys = new Map<string, Promise<CryptoKey>>();

  async function load(): Promise<void> {
    const stored = await store.signingKeys(clock());
    keys = await Promise.all(
      stored.map(async (key) => ({ stored: key, publicKey: (await importJWK(key.publicJwk, key.algorithm)) as CryptoKey })),
    );
    loadedAt = clock();
    for (const kid of privateKeys.keys()) if (!keys.some((key) => key.stored.kid === kid)) privateKeys.delete(kid);
  }

  async function current(maxAgeMs = REFRESH_MS): Promise<readonly LoadedKey[]> {
    if (clock() - loadedAt >= maxAgeMs) {
      loading ??= load().finally(() => {
        loading = null;
      });
      await loading;
    }
    const now = clock();
    return keys.filter((key) => key.stored.expiresAt === null || key.stored.expiresAt > now);
  }

  function privateKeyOf(key: StoredSigningKey): Promise<CryptoKey> {
    let opened = privateKeys.get(key.kid);
    if (!opened) {
      const jwk = JSON.parse(sealer.open('signing-key', key.kid, key.privateSealed).toString()) as JWK;
      opened = importJWK(jwk, key.algorithm) as Promise<CryptoKey>;
      privateKeys.set(key.kid, opened);
    }
    return opened;
  }

  /** The newest key of each algorithm in use. */
  function newestKeys(): StoredSigningKey[] {
    return signingAlgorithms.flatMap((algorithm) => keys.find(({ stored }) => stored.algorithm === algorithm)?.stored ?? []);
  }

  /** Makes the key of one generation. False if another replica made it first: then its key counts. */
  async function make(algorithm: SigningAlgorithm, generation: number, activeAt: number, retireOthersAt: number): Promise<boolean> {
    const pair = await generateKeyPair(algorithm, KEY_PAIR);
    const publicJwk = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    const outcome = await store.addSigningKey(
      {
        kid,
        generation,
        algorithm,
        publicJwk: { ...publicJwk, kid, alg: algorithm, use: 'sig' },
        privateSealed: sealer.seal('signing-key', kid, Buffer.from(JSON.stringify(await exportJWK(pair.privateKey)))),
        createdAt: clock(),
        activeAt,
        expiresAt: null,
      },
      retireOthersAt,
    );
    await load();
    return outcome === 'added';
  }

  /** Published before it signs; the one before it ends when all that it signed is over. */
  async function makeNext({ algorithm, generation }: StoredSigningKey): Promise<void> {
    const activeAt = clock() + PUBLISH_AHEAD_MS;
    await make(algorithm, generation + 1, activeAt, activeAt + PUBLISH_AFTER_MS);
  }

  /** Signs at once and ends all before it now, those included that another replica makes meanwhile. */
  async function revoke(algorithm: SigningAlgorithm): Promise<void> {
    for (let made = false; !made;) {
      const now = clock();
      const newest = newestKeys().find((key) => key.algorithm === algorithm);
      made = await make(algorithm, (newest?.generation ?? 0) + 1, now, now);
    }
  }

  async function ensureKey(algorithm: SigningAlgorithm): Promise<void> {
    await load();
    const now = clock();
    if (!newestKeys().some((key) => key.algorithm === algorithm)) await make(algorithm, 1, now, now);
  }

  async function activeKey(algorithm: SigningAlgorithm): Promise<StoredSigningKey | undefined> {
    const now = clock();
    return (await current()).find(({ stored }) => stored.algorithm === algorithm && stored.activeAt <= now)?.stored;
  }

  return {
    async sign(claims, { algorithm = DEFAULT_SIGNING_ALGORITHM, ...header } = {}) {
      let key = await activeKey(algorithm);
      if (!key && algorithm !== DEFAULT_SIGNING_ALGORITHM) {
        await ensureKey(algorithm);
        key = await activeKey(algorithm);
      }
      if (!key) throw new Error(`There is no ${algorithm} key that signs.`);
      return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: algorithm, ...header }).sign(await privateKeyOf(key));
    },
    async tokenKey(kid) {
      const find = (all: readonly LoadedKey[]): LoadedKey | undefined =>
        all.find(({ stored }) => stored.kid === kid && stored.algorithm === DEFAULT_SIGNING_ALGORITHM);
      const key = find(await current()) ?? find(await current(UNKNOWN_KID_REFRESH_MS));
      return key?.publicKey ?? null;
    },
    async jwks() {
      const published = await current();
      const sorted = signingAlgorithms.flatMap((algorithm) => published.filter(({ stored }) => stored.algorithm === algorithm));
      return { keys: sorted.map((key) => key.stored.publicJwk as JWK) };
    },
    async rotate(options = {}) {
      await load();
      for (const newest of newestKeys()) await (options.revoke === true ? revoke(newest.algorithm) : makeNext(newest));
      // A first key has nothing to overlap with and nothing to end.
      await ensureKey(DEFAULT_SIGNING_ALGORITHM);
      return newestKeys().map((key) => key.kid);
    },
    ensureKey,
    async ensureFresh(maxAgeMs) {
      await ensureKey(DEFAULT_SIGNING_ALGORITHM);
      for (const newest of newestKeys()) if (clock() - newest.createdAt >= maxAgeMs) await makeNext(newest);
    },
  };
}

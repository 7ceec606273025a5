import { ACCESS_TOKEN_LIFETIME_SECONDS, DEFAULT_SIGNING_ALGORITHM, signingAlgorithms, type SigningAlgorithm } from '@face-session/protocol';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { Clock, MonotonicClock } from '../clock.js';
import type { SigningKeyStore, StoredSigningKey } from '../store/signing-key-store.js';
import type { Sealer } from './sealer.js';

/** How long a JWKS may be cached, in seconds; the endpoint sends it in `Cache-Control`. */
export const JWKS_MAX_AGE_SECONDS = 5 * 60;

/** How long a new key is published before it signs: every cache has fetched it by then. */
const PUBLISH_AHEAD_MS = 2 * JWKS_MAX_AGE_SECONDS * 1000;

/** How long a key stays published after it last signed: the longest life of what it signed, and some drift of clocks. */
const PUBLISH_AFTER_MS = (ACCESS_TOKEN_LIFETIME_SECONDS + 2 * 60) * 1000;

/** How old the loaded keys may be, in milliseconds: as long a replica accepts a key that was revoked elsewhere. One small query each time. */
const KEYS_MAX_AGE_MS = 5 * 1000;

/** At most one query in this time for an unknown key id, in milliseconds, so that forged tokens do not cause a query each. */
const UNKNOWN_KID_REFRESH_MS = 1000;

/** No key can sign at present: there is none, or it cannot be decrypted. The request may be repeated later. */
export class SigningUnavailableError extends Error {
  readonly code = 'SIGNING_UNAVAILABLE';
  constructor(algorithm: SigningAlgorithm, cause?: unknown) {
    super(`No ${algorithm} key can sign.`, { cause });
    this.name = 'SigningUnavailableError';
  }
}

export interface KeyRing {
  /**
   * Signs a JWT with the current key of the algorithm, RS256 unless given. Creates the first key of another algorithm when it is needed.
   * @throws {SigningUnavailableError} if no key can sign
   */
  sign(claims: JWTPayload, options?: { readonly typ?: string; readonly algorithm?: SigningAlgorithm }): Promise<string>;
  /**
   * Resolves if `sign` would find a key and can decrypt it. To be called before anything is charged whose result must be signed.
   * @throws {SigningUnavailableError} if no key can sign
   */
  checkSigning(algorithm?: SigningAlgorithm): Promise<void>;
  /** The public key of that id for RS256, the only algorithm of access tokens; null if there is none. */
  tokenKey(kid: string): Promise<CryptoKey | null>;
  /** The published keys of all algorithms, RS256 first and each newest first; public members only. */
  jwks(): Promise<{ keys: JWK[] }>;
  /**
   * Creates the next key of each algorithm in use and returns the ids of those that are newest then. `revoke`: they sign at once and all
   * others end now, together with every token and result they signed.
   */
  rotate(options?: { readonly revoke?: boolean }): Promise<string[]>;
  /** Creates the first key of the algorithm if there is none; it signs at once. */
  ensureKey(algorithm: SigningAlgorithm): Promise<void>;
  /** Creates the first RS256 key if there is none, and for each algorithm in use the next key if its newest is older than `maxAgeMs`. */
  ensureFresh(maxAgeMs: number): Promise<void>;
  /** The same, without a first key: nothing where none was needed yet. */
  refresh(maxAgeMs: number): Promise<void>;
}

/** Options of a new key pair: private keys must be exported to be sealed. */
const KEY_PAIR = { modulusLength: 2048, extractable: true };

interface LoadedKey {
  readonly stored: StoredSigningKey;
  readonly publicKey: CryptoKey;
}

/**
 * The signing keys in the store. `clock` decides which key is current; `monotonicClock` how old the loaded keys are, so that setting the
 * clock never keeps a revoked key in use.
 */
export function createKeyRing(parts: {
  readonly store: SigningKeyStore;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly monotonicClock: MonotonicClock;
  /** Whether the first key of the default algorithm is created when it is needed, as those of the others are; else by `ensureFresh` alone. */
  readonly createsDefault?: boolean;
}): KeyRing {
  const { store, sealer, clock, monotonicClock, createsDefault = false } = parts;
  let keys: readonly LoadedKey[] = [];
  let loadedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> | null = null;
  const privateKeys = new Map<string, Promise<CryptoKey>>();

  async function load(): Promise<void> {
    const startedAt = monotonicClock();
    const stored = await store.signingKeys(clock());
    keys = await Promise.all(
      stored.map(async (key) => ({ stored: key, publicKey: (await importJWK(key.publicJwk, key.algorithm)) as CryptoKey })),
    );
    loadedAt = startedAt;
    for (const kid of privateKeys.keys()) if (!keys.some((key) => key.stored.kid === kid)) privateKeys.delete(kid);
  }

  async function current(maxAgeMs = KEYS_MAX_AGE_MS): Promise<readonly LoadedKey[]> {
    if (monotonicClock() - loadedAt >= maxAgeMs) {
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

  /** Creates the key of one generation. False if another replica created it first: then its key counts. */
  async function make(
    algorithm: SigningAlgorithm,
    generation: number,
    activeAt: number,
    others: { readonly retireAt: number } | 'revoke',
  ): Promise<boolean> {
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
      others,
    );
    await load();
    return outcome === 'added';
  }

  /** Published before it signs; the one before it ends when all that it signed is over. */
  async function makeNext({ algorithm, generation }: StoredSigningKey): Promise<void> {
    const activeAt = clock() + PUBLISH_AHEAD_MS;
    await make(algorithm, generation + 1, activeAt, { retireAt: activeAt + PUBLISH_AFTER_MS });
  }

  /** Signs at once and ends all before it now, those included that another replica creates meanwhile. */
  async function revoke(algorithm: SigningAlgorithm): Promise<void> {
    for (let made = false; !made;) {
      const newest = newestKeys().find((key) => key.algorithm === algorithm);
      made = await make(algorithm, (newest?.generation ?? 0) + 1, clock(), 'revoke');
    }
  }

  async function ensureKey(algorithm: SigningAlgorithm): Promise<void> {
    await load();
    const now = clock();
    if (!newestKeys().some((key) => key.algorithm === algorithm)) await make(algorithm, 1, now, { retireAt: now });
  }

  /**
   * The newest key whose time has come; if the clock says that there is none (it was ahead when the keys were created), the newest: every
   * key here is published and not revoked, so a wrong clock never keeps the service from signing.
   */
  async function currentKey(algorithm: SigningAlgorithm): Promise<StoredSigningKey | undefined> {
    const ofAlgorithm = (await current()).filter(({ stored }) => stored.algorithm === algorithm);
    const now = clock();
    return (ofAlgorithm.find(({ stored }) => stored.activeAt <= now) ?? ofAlgorithm[0])?.stored;
  }

  /** The current key with its private part. */
  async function signingKey(algorithm: SigningAlgorithm): Promise<{ kid: string; privateKey: CryptoKey }> {
    let key = await currentKey(algorithm);
    if (!key && (createsDefault || algorithm !== DEFAULT_SIGNING_ALGORITHM)) {
      await ensureKey(algorithm);
      key = await currentKey(algorithm);
    }
    if (!key) throw new SigningUnavailableError(algorithm);
    try {
      return { kid: key.kid, privateKey: await privateKeyOf(key) };
    } catch (cause) {
      privateKeys.delete(key.kid);
      throw new SigningUnavailableError(algorithm, cause);
    }
  }

  async function refresh(maxAgeMs: number): Promise<void> {
    // A key dated far ahead was created by a clock that was ahead: without the absolute value it would not be rotated until then.
    for (const newest of newestKeys()) if (Math.abs(clock() - newest.createdAt) >= maxAgeMs) await makeNext(newest);
  }

  return {
    async sign(claims, { algorithm = DEFAULT_SIGNING_ALGORITHM, ...header } = {}) {
      const { kid, privateKey } = await signingKey(algorithm);
      return new SignJWT(claims).setProtectedHeader({ kid, alg: algorithm, ...header }).sign(privateKey);
    },
    async checkSigning(algorithm = DEFAULT_SIGNING_ALGORITHM) {
      await signingKey(algorithm);
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
      await refresh(maxAgeMs);
    },
    async refresh(maxAgeMs) {
      await load();
      await refresh(maxAgeMs);
    },
  };
}

import { ACCESS_TOKEN_LIFETIME_SECONDS } from '@face-session/protocol';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type { Clock } from '../clock.js';
import type { StoredSigningKey } from '../store/signing-key-store.js';
import type { Store } from '../store/store.js';
import type { Sealer } from './sealer.js';

/** The algorithm of access tokens and results: strict consumers take no other (specification 6). */
export const SIGNING_ALGORITHM = 'RS256';

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
  /** Signs a JWT with the newest active key. */
  sign(claims: JWTPayload, header?: { readonly typ?: string }): Promise<string>;
  /** The public key of that id, or null. */
  publicKey(kid: string): Promise<CryptoKey | null>;
  /** The published keys, newest first; public members only. */
  jwks(): Promise<{ keys: JWK[] }>;
  /** Makes the next key. `revoke`: signs at once and ends all others now, together with every token and result they signed. */
  rotate(options?: { readonly revoke?: boolean }): Promise<string>;
  /** Makes the first key if there is none, and the next if the newest is older than `maxAgeMs`. */
  ensureFresh(maxAgeMs: number): Promise<void>;
}

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

  async function make(generation: number, activeAt: number, retireOthersAt: number): Promise<string> {
    const pair = await generateKeyPair(SIGNING_ALGORITHM, { modulusLength: 2048, extractable: true });
    const publicJwk = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(publicJwk);
    await store.addSigningKey(
      {
        kid,
        generation,
        algorithm: SIGNING_ALGORITHM,
        publicJwk: { ...publicJwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' },
        privateSealed: sealer.seal('signing-key', kid, Buffer.from(JSON.stringify(await exportJWK(pair.privateKey)))),
        createdAt: clock(),
        activeAt,
        expiresAt: null,
      },
      retireOthersAt,
    );
    await load();
    return kid;
  }

  function makeNext(newest: StoredSigningKey): Promise<string> {
    const activeAt = clock() + PUBLISH_AHEAD_MS;
    return make(newest.generation + 1, activeAt, activeAt + PUBLISH_AFTER_MS);
  }

  return {
    async sign(claims, header = {}) {
      const now = clock();
      const key = (await current()).find(({ stored }) => stored.activeAt <= now);
      if (!key) throw new Error('There is no signing key.');
      const { kid, algorithm } = key.stored;
      return new SignJWT(claims).setProtectedHeader({ kid, alg: algorithm, ...header }).sign(await privateKeyOf(key.stored));
    },
    async publicKey(kid) {
      const find = (all: readonly LoadedKey[]): LoadedKey | undefined => all.find((key) => key.stored.kid === kid);
      const key = find(await current()) ?? find(await current(UNKNOWN_KID_REFRESH_MS));
      return key?.publicKey ?? null;
    },
    async jwks() {
      return { keys: (await current()).map((key) => key.stored.publicJwk as JWK) };
    },
    async rotate(options = {}) {
      await load();
      const now = clock();
      const newest = keys[0]?.stored;
      // A first key has nothing to overlap with; a revoked one must not.
      if (!newest || options.revoke === true) return make((newest?.generation ?? 0) + 1, now, now);
      return makeNext(newest);
    },
    async ensureFresh(maxAgeMs) {
      await load();
      const now = clock();
      const newest = keys[0]?.stored;
      if (!newest) await make(1, now, now);
      else if (now - newest.createdAt >= maxAgeMs) await makeNext(newest);
    },
  };
}

import { createRemoteJWKSet, type RemoteJWKSet } from 'jose';
import { serviceURL } from './service-url.js';

/** How long fetched keys are used before they are fetched again, in milliseconds. A rotation overlaps for longer. */
const KEYS_MAX_AGE_MS = 10 * 60 * 1000;

/** After a fetch, an unknown `kid` causes no other for this long, in milliseconds: forged results must not become load on the service. */
const KEYS_COOLDOWN_MS = 30 * 1000;

/** Most issuers whose keys are kept; the oldest goes first. A backend has one, a test run many. */
const MAX_KEY_SETS = 32;

/** The keys of a service and the address that they come from. */
export interface KeySet {
  readonly url: string;
  readonly keys: RemoteJWKSet;
}

const keySets = new Map<string, KeySet>();

/**
 * The signing keys of a service, fetched when first needed and kept for this process.
 *
 * @param base base URL of the service
 * @param timeoutMs time limit of a fetch
 */
export function keySetOf(base: string, timeoutMs: number): KeySet {
  const url = serviceURL(base, 'api/.well-known/jwks.json');
  const key = `${url.href} ${String(timeoutMs)}`;
  const known = keySets.get(key);
  if (known) return known;
  const keys = createRemoteJWKSet(url, { timeoutDuration: timeoutMs, cooldownDuration: KEYS_COOLDOWN_MS, cacheMaxAge: KEYS_MAX_AGE_MS });
  const keySet = { url: url.href, keys };
  if (keySets.size >= MAX_KEY_SETS) {
    for (const oldest of keySets.keys()) {
      keySets.delete(oldest);
      break;
    }
  }
  keySets.set(key, keySet);
  return keySet;
}

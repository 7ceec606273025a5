import { createRemoteJWKSet, customFetch, type RemoteJWKSet } from 'jose';
import { readAtMost } from './read-at-most.js';
import { serviceURL } from './service-url.js';

/** After a fetch, an unknown `kid` causes no other for this long, in milliseconds: forged results must not become load on the service. */
const KEYS_COOLDOWN_MS = 30 * 1000;

/** Most issuers whose keys are kept; the oldest goes first. A backend has one, a test run many. */
const MAX_KEY_SETS = 32;

/** The keys of a service and the address that they come from. */
export interface KeySet {
  readonly url: string;
  readonly keys: RemoteJWKSet;
}

/** Largest key set that is read, in bytes: a service publishes a handful of keys of half a kilobyte. */
const KEYS_MAX_BYTES = 1024 * 1024;

/** Fetches the whole body within the time limit and the largest size, so that a body that never ends is neither kept nor waited for. */
async function fetchKeySet(url: string, options: RequestInit): Promise<Response> {
  const response = await fetch(url, options);
  if (response.status !== 200) {
    await response.body?.cancel();
    return new Response(null, { status: response.status });
  }
  const bytes = await readAtMost(response, KEYS_MAX_BYTES);
  if (bytes === null) throw new TypeError(`The key set has more than ${String(KEYS_MAX_BYTES)} bytes`);
  return new Response(bytes, { status: 200, headers: response.headers });
}

const keySets = new Map<string, KeySet>();

/**
 * The signing keys of a service, fetched when first needed and kept for this process.
 *
 * @param base base URL of the service
 * @param timeoutMs time limit of a fetch
 * @param maxAgeMs how long fetched keys are used before they are fetched again
 */
export function keySetOf(base: string, timeoutMs: number, maxAgeMs: number): KeySet {
  const url = serviceURL(base, 'api/.well-known/jwks.json');
  const key = `${url.href} ${String(timeoutMs)} ${String(maxAgeMs)}`;
  const known = keySets.get(key);
  if (known) return known;
  const keys = createRemoteJWKSet(url, {
    timeoutDuration: timeoutMs,
    cooldownDuration: KEYS_COOLDOWN_MS,
    cacheMaxAge: maxAgeMs,
    [customFetch]: fetchKeySet,
  });
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

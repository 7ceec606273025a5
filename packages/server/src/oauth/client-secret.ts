import { createHash, timingSafeEqual } from 'node:crypto';
import type { Random } from '../random.js';

/** Random bytes of a secret: 256 bits cannot be guessed, so a plain hash is enough to store it. */
const SECRET_BYTES = 32;

/** Longest accepted secret, in characters. */
const MAX_SECRET_LENGTH = 200;

/** Returns a new client secret. It is shown once and stored as a hash. */
export function newClientSecret(random: Random): string {
  return random.bytes(SECRET_BYTES).toString('base64url');
}

export function clientSecretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `secret` is one of those hashed; takes the same time whether and wherever they differ. */
export function matchesClientSecret(secret: string, hashes: readonly string[]): boolean {
  const candidate = createHash('sha256').update(secret.slice(0, MAX_SECRET_LENGTH)).digest();
  let found = false;
  // Never leaves early, and compares once even when there is no hash: an unknown client takes as long as a known one.
  for (const hash of hashes.length > 0 ? hashes : [''.padEnd(64, '0')]) {
    found = timingSafeEqual(candidate, Buffer.from(hash, 'hex')) || found;
  }
  return found && hashes.length > 0;
}

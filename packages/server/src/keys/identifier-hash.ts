import { createHash } from 'node:crypto';
import type { Sealer } from './sealer.js';

/**
 * The name under which the store knows a secret identifier (session, attempt, image): SHA-256 in hex. Identifiers are random with at
 * least 96 bits, so the hash cannot be searched backwards.
 */
export function identifierHash(identifier: string): string {
  return createHash('sha256').update(identifier).digest('hex');
}

/** What the store keeps of the customer's id of a user. UUIDs are compared by value: case does not count (RFC 9562 section 4). */
export function userHashOf(sealer: Pick<Sealer, 'keyedHash'>, userIdentifier: string): string {
  return sealer.keyedHash('user-identifier', userIdentifier.toLowerCase());
}

import type { Sealer } from './sealer.js';

/** What the store keeps of the customer's id of a user. UUIDs are compared by value: case does not count (RFC 9562 section 4). */
export function userHashOf(sealer: Pick<Sealer, 'keyedHash'>, userIdentifier: string): string {
  return sealer.keyedHash('user-identifier', userIdentifier.toLowerCase());
}

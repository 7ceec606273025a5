import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two strings are equal, in a time that depends on neither their content nor where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether two identifiers are equal, in constant time. UUIDs are compared by value: their case does not count (RFC 9562, section 4).
 * Anything else must be equal letter by letter.
 */
export function equalIdentifiers(a: string | undefined, b: string): boolean {
  if (a === undefined) return false;
  return UUID.test(a) && UUID.test(b) ? equalInConstantTime(a.toLowerCase(), b.toLowerCase()) : equalInConstantTime(a, b);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

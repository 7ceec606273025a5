import { createHash } from 'node:crypto';

/**
 * The name under which the store knows a secret identifier (session, attempt, image): SHA-256 in hex. Identifiers are random with at
 * least 96 bits, so the hash cannot be searched backwards.
 */
export function identifierHash(identifier: string): string {
  return createHash('sha256').update(identifier).digest('hex');
}

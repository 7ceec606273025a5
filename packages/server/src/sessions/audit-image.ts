import { createHash } from 'node:crypto';

/** Bytes of the audit-trail image's name: 24 hex digits, as the reference has it. */
export const AUDIT_IMAGE_ID_BYTES = 12;

/** `sha256:` and the hash of the exact bytes. */
export function checksumOf(image: Uint8Array): string {
  return `sha256:${createHash('sha256').update(image).digest('hex')}`;
}

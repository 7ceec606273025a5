import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Random } from '../random.js';

/** What a sealed value is for; part of its key and of its authenticated data, so one kind cannot stand in for another. */
type SealPurpose =
  | 'template'
  | 'attempt'
  | 'origin'
  | 'result'
  | 'audit-image'
  | 'signing-key'
  | 'enrollment'
  | 'webhook'
  | 'event'
  | 'test-outcome'
  | 'declined'
  | 'link-page'
  | 'link-session'
  | 'hand-off'
  | 'population'
  | 'burst-print';

/** What a keyed hash is for; part of its key. */
type HashPurpose =
  | 'user-identifier'
  | 'frame'
  | 'rate-limit'
  | 'key-check'
  | 'link-token'
  | 'link-device'
  | 'hand-off'
  | 'attempt-history'
  | 'hand-off-code'
  | 'capture-key'
  | 'attested-key'
  | 'installation'
  | 'burst-cell';

/** Seals what must not lie on the disk in clear. */
export interface Sealer {
  /** AES-256-GCM under a key derived from `identifier`, so that a store that knows only its hash cannot be read. */
  seal(purpose: SealPurpose, identifier: string, clear: Uint8Array): Buffer;
  /** @throws if the value was changed, or sealed for another purpose, identifier or master key. */
  open(purpose: SealPurpose, identifier: string, sealed: Uint8Array): Buffer;
  /** A keyed hash (hex) for identifiers that others choose and could guess, such as the customer's own user identifier. */
  keyedHash(purpose: HashPurpose, value: string): string;
}

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export function createSealer(masterKey: Buffer, random: Random): Sealer {
  const keyOf = (purpose: string, identifier: string): Buffer =>
    Buffer.from(hkdfSync('sha256', identifier, masterKey, `face-session/${purpose}`, 32));
  return {
    seal(purpose, identifier, clear) {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', keyOf(purpose, identifier), nonce);
      cipher.setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(clear), cipher.final()]);
      return Buffer.concat([Buffer.of(VERSION), nonce, body, cipher.getAuthTag()]);
    },
    open(purpose, identifier, sealed) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) throw new Error('Not a sealed value.');
      const decipher = createDecipheriv('aes-256-gcm', keyOf(purpose, identifier), bytes.subarray(1, 1 + NONCE_BYTES));
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
    },
    keyedHash(purpose, value) {
      return createHmac('sha256', keyOf(`keyed-hash/${purpose}`, 'v1'))
        .update(value)
        .digest('hex');
    },
  };
}

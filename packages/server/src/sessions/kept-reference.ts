import type { Sealer } from '../keys/sealer.js';

/** The enrolment that a session was made from; null: from a photo. */
export function enrollmentOf(sealer: Sealer, sessionId: string, enrollmentSealed: Uint8Array | null): string | null {
  return enrollmentSealed === null ? null : sealer.open('enrollment', sessionId, enrollmentSealed).toString();
}

/** Seals an enrolment under the id of the session that is made from it. */
export function sealEnrollment(sealer: Sealer, sessionId: string, enrollmentIdentifier: string): Buffer {
  return sealer.seal('enrollment', sessionId, Buffer.from(enrollmentIdentifier));
}

/** A template as bytes: 32-bit floats, little-endian. */
export function templateToBytes(template: Float32Array): Buffer {
  const bytes = Buffer.alloc(template.length * 4);
  template.forEach((value, index) => bytes.writeFloatLE(value, index * 4));
  return bytes;
}

export function templateFromBytes(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4));
}

import type { Sealer } from '../keys/sealer.js';

/** The enrolment that a session was made from; null: from a photo. */
export function enrollmentOf(sealer: Sealer, sessionId: string, enrollmentSealed: Uint8Array | null): string | null {
  return enrollmentSealed === null ? null : sealer.open('enrollment', sessionId, enrollmentSealed).toString();
}

/** Seals an enrolment under the id of the session that is made from it. */
export function sealEnrollment(sealer: Sealer, sessionId: string, enrollmentIdentifier: string): Buffer {
  return sealer.seal('enrollment', sessionId, Buffer.from(enrollmentIdentifier));
}

import type { Sealer } from '../keys/sealer.js';

/** The enrolment that a session was made from; null: from a photo. */
export function enrollmentOf(sealer: Sealer, sessionId: string, enrollmentSealed: Uint8Array | null): string | null {
  return enrollmentSealed === null ? null : sealer.open('enrollment', sessionId, enrollmentSealed).toString();
}

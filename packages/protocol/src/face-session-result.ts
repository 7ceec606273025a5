import type { DeviceAttestation } from './device.js';
import type { MatchLevel } from './match-level.js';

/** What proved liveness: a burst of frames alone, requested gestures, or two pictures around a nod (the call of the reference's web SDK). */
export const livenessMethods = ['burst', 'gestures', 'nod'] as const;
export type LivenessMethod = (typeof livenessMethods)[number];

/**
 * `data.face` of a result (docs/protocol.md, Results).
 */
export interface FaceResult {
  match: boolean;
  matchLevel: MatchLevel;
  /** Null on success; the code of the last failure in an incomplete result. */
  error: string | null;
  /** Null in the reference; ours: the false match rate of this level, estimated in operation once that rests on enough comparisons, else calibrated; or null. */
  falseAcceptRate: number | null;
  auditTrailImageId?: string | undefined;
  /** `sha256:` and 64 hexadecimal digits: SHA-256 of the exact bytes of the image. */
  auditTrailImageIdChecksum?: string | undefined;
  /** Ours: what proved liveness; absent if the session ended without success. */
  livenessMethod?: LivenessMethod | undefined;
  /** Ours: version of the centre that the match level was decided with, or `off`; absent if the session ended without success. */
  centreVersion?: string | undefined;
}

/** The claims of a signed result (docs/protocol.md, Results). Verify with `@face-session/verify`. Times are seconds since 1970. */
export interface FaceSessionClaims {
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  jti: string;
  /** Present in test mode only: nobody was there. */
  test?: true | undefined;
  data: {
    face?: FaceResult | undefined;
    sessionId: string;
    nonce?: string | undefined;
    userIdentifier?: string | undefined;
    /** In a recovery: the enrolled face that was compared with. */
    enrollmentIdentifier?: string | undefined;
    /** Absent if nothing is known of the device. */
    deviceAttestation?: DeviceAttestation | undefined;
  };
}

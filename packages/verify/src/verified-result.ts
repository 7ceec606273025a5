import type { DeviceAttestation, FaceSessionClaims } from '@face-session/protocol';

/** Names an audit-trail image and the bytes that it must have. */
export interface AuditTrailImageReference {
  /** Id of the image at the service. */
  readonly id: string;
  /** `sha256:` and 64 hexadecimal digits: of the exact bytes. */
  readonly checksum: string;
}

/** The fields of every verified result, matched or not. */
export interface VerifiedResult {
  readonly issuer: string;
  readonly sessionId: string;
  /** The nonce of the session, null if it had none. */
  readonly nonce: string | null;
  readonly userIdentifier?: string;
  /** The enrolled face that a recovery compared with. */
  readonly enrollmentIdentifier?: string;
  /** `jti`: unique per result; a good key for an audit record. */
  readonly id: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
  /** The selfie at the service, for {@link fetchAuditTrailImage}; kept there for 30 minutes at most. */
  readonly auditTrailImage?: AuditTrailImageReference;
  /** What is known of the device of the capture. Absent: nothing. What is not measured is absent from its `risk`, never false. */
  readonly deviceAttestation?: DeviceAttestation;
  /** All claims as they were signed. */
  readonly claims: FaceSessionClaims;
}

/** The claims in the words of this package. */
export function verifiedResultOf(claims: FaceSessionClaims): VerifiedResult {
  const { face, sessionId, nonce = null, userIdentifier, enrollmentIdentifier, deviceAttestation } = claims.data;
  const { auditTrailImageId: id, auditTrailImageIdChecksum: checksum } = face ?? {};
  return {
    issuer: claims.iss,
    sessionId,
    nonce,
    ...(userIdentifier === undefined ? {} : { userIdentifier }),
    ...(enrollmentIdentifier === undefined ? {} : { enrollmentIdentifier }),
    id: claims.jti,
    issuedAt: new Date(claims.iat * 1000),
    expiresAt: new Date(claims.exp * 1000),
    ...(id === undefined || checksum === undefined ? {} : { auditTrailImage: { id, checksum } }),
    ...(deviceAttestation === undefined ? {} : { deviceAttestation }),
    claims,
  };
}

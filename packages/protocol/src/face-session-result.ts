import { z } from 'zod';
import { matchLevelSchema, type MatchLevel } from './match-level.js';

/** What proved liveness: a burst of frames alone, requested gestures, or two pictures around a nod (the call of the reference's web SDK). */
export const livenessMethods = ['burst', 'gestures', 'nod'] as const;
export type LivenessMethod = (typeof livenessMethods)[number];

/**
 * `data.face` of a result (docs/protocol.md, Results). Written out, not inferred from the schema, so that a backend's compiler need not know zod.
 */
export interface FaceResult {
  match: boolean;
  matchLevel: MatchLevel;
  /** Null on success; the code of the last failure in an incomplete result. */
  error: string | null;
  /** Null in the reference; ours: the calibrated FMR at which this level begins, or null. */
  falseAcceptRate: number | null;
  auditTrailImageId?: string | undefined;
  /** `sha256:` and 64 hexadecimal digits: SHA-256 of the exact bytes of the image. */
  auditTrailImageIdChecksum?: string | undefined;
  /** Ours: what proved liveness; absent if the session ended without success. */
  livenessMethod?: LivenessMethod | undefined;
}

/** The claims of a signed result (docs/protocol.md, Results). Verify with `@face-session/verify`. Times are seconds since 1970. */
export interface FaceSessionClaims {
  iss: string;
  aud: string;
  iat: number;
  exp: number;
  jti: string;
  data: {
    face?: FaceResult | undefined;
    sessionId: string;
    nonce?: string | undefined;
    userIdentifier?: string | undefined;
    /** In a recovery: the enrolled face that was compared with. */
    enrollmentIdentifier?: string | undefined;
  };
}

export const faceResultSchema = z.object({
  match: z.boolean(),
  matchLevel: matchLevelSchema,
  error: z.string().nullable().describe('Null on success; the code of the last failure in an incomplete result'),
  falseAcceptRate: z.number().nullable().describe('Null in the reference; ours: the calibrated FMR at which this level begins, or null'),
  auditTrailImageId: z.string().optional(),
  auditTrailImageIdChecksum: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .describe('SHA-256 of the exact bytes of the image'),
  livenessMethod: z.enum(livenessMethods).optional().describe('Ours: what proved liveness; absent if the session ended without success'),
}) satisfies z.ZodType<FaceResult>;

export const faceSessionClaimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.uuid(),
  data: z.object({
    face: faceResultSchema.optional(),
    sessionId: z.uuid(),
    nonce: z.string().optional(),
    userIdentifier: z.uuid().optional(),
    enrollmentIdentifier: z.uuid().optional().describe('In a recovery: the enrolled face that was compared with'),
  }),
}) satisfies z.ZodType<FaceSessionClaims>;

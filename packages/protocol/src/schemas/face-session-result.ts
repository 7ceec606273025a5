import { z } from 'zod';
import { livenessMethods, type FaceResult, type FaceSessionClaims } from '../face-session-result.js';
import { deviceAttestationSchema } from './device.js';
import { matchLevelSchema } from './match-level.js';

export const faceResultSchema = z.object({
  match: z.boolean(),
  matchLevel: matchLevelSchema,
  error: z.string().nullable().describe('Null on success; the code of the last failure in an incomplete result'),
  falseAcceptRate: z
    .number()
    .nullable()
    .describe('Null in the reference; ours: the false match rate of this level, estimated in operation or calibrated, or null'),
  auditTrailImageId: z.string().optional(),
  auditTrailImageIdChecksum: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .describe('SHA-256 of the exact bytes of the image'),
  livenessMethod: z.enum(livenessMethods).optional().describe('Ours: what proved liveness; absent if the session ended without success'),
  centreVersion: z
    .string()
    .optional()
    .describe('Ours: version of the centre that the match level was decided with, or `off`; absent if the session ended without success'),
}) satisfies z.ZodType<FaceResult>;

export const faceSessionClaimsSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  exp: z.int(),
  jti: z.uuid(),
  test: z.literal(true).optional().describe('Present in test mode only: nobody was there'),
  data: z.object({
    face: faceResultSchema.optional(),
    sessionId: z.uuid(),
    nonce: z.string().optional(),
    userIdentifier: z.uuid().optional(),
    enrollmentIdentifier: z.uuid().optional().describe('In a recovery: the enrolled face that was compared with'),
    deviceAttestation: deviceAttestationSchema.optional().describe('Absent if nothing is known of the device'),
  }),
}) satisfies z.ZodType<FaceSessionClaims>;

import { z } from 'zod';
import { gestureSchema, gestureTargetsSchema, livenessGestureSchema } from './gesture.js';
import { MAX_ATTEMPTS } from './limits.js';
import { matchLevelSchema } from './match-level.js';
import { obfuscationTypeSchema } from './obfuscation-type.js';
import { attemptFailureCodes } from './session-code.js';

/*
 * The attempt protocol of our own plugin. Every call carries `Authorization: Bearer` and `UQ-Session-ID`.
 *   POST /api/v1/attempts                        wishes  -> an open attempt, not charged yet
 *   POST /api/v1/attempts/{attemptId}/burst      frames  -> charges the attempt, then judges: passed, failed or challenged
 *   POST /api/v1/attempts/{attemptId}/gestures   frames  -> after a challenge: passed or failed
 *   POST /api/v1/face/end                        -> ends the session without success: its JWS, if it had a failed attempt
 * Gestures are drawn and shown only once the attempt is charged, so asking again until a convenient gesture comes costs attempts.
 */

/** What the client's camera says of itself: evidence for the audit, never a reason to pass. */
export const cameraInfoSchema = z.object({
  label: z.string().max(200).optional(),
  width: z.int().positive().max(10_000).optional(),
  height: z.int().positive().max(10_000).optional(),
  frameRate: z.number().positive().max(1_000).optional(),
  facingMode: z.string().max(50).optional(),
});
export type CameraInfo = z.infer<typeof cameraInfoSchema>;

/** Body of `POST /api/v1/attempts`. All fields are wishes: they can make the attempt stricter, never more lenient. */
export const openAttemptRequestSchema = z.object({
  minimumMatchLevel: matchLevelSchema.optional(),
  maxAttempts: z.int().min(1).max(MAX_ATTEMPTS).optional(),
  allowClosedEyes: z.boolean().optional(),
  activeLiveness: z.boolean().optional(),
  excludedGesture: livenessGestureSchema.optional(),
  obfuscationType: obfuscationTypeSchema.optional(),
  camera: cameraInfoSchema.optional(),
});
export type OpenAttemptRequest = z.infer<typeof openAttemptRequestSchema>;

/** How many frames an upload holds and how far apart they are taken. */
export const framePlanSchema = z.object({
  count: z.int().positive().describe('Frames wanted'),
  intervalMs: z.int().positive().describe('Milliseconds from frame to frame'),
  maxBytes: z.int().positive().describe('Largest frame, bytes of JPEG'),
});
export type FramePlan = z.infer<typeof framePlanSchema>;

/** Wishes that ask for less than the rules demand: granted only where the setting of the client on the server allows it. */
export const declinableWishes = ['excludedGesture', 'allowClosedEyes'] as const;
export type DeclinableWish = (typeof declinableWishes)[number];

/** Answer of `POST /api/v1/attempts`, status 201. */
export const openAttemptResponseSchema = z.object({
  attemptId: z.uuid(),
  attemptNumber: z.int().min(1).max(MAX_ATTEMPTS),
  remainingAttempts: z.int().min(1).max(MAX_ATTEMPTS).describe('This one included'),
  sessionExpiresInMs: z.int().nonnegative(),
  burst: framePlanSchema,
  declinedWishes: z
    .array(z.enum(declinableWishes))
    .optional()
    .describe('Wishes that have no effect because the setting of the client on the server does not grant them'),
});
export type OpenAttemptResponse = z.infer<typeof openAttemptResponseSchema>;

/** The multipart field `frames` of an upload, as JSON; the files `frame` follow in the same order. */
export const frameTimesSchema = z
  .array(z.object({ capturedAtMs: z.number().nonnegative().describe('Milliseconds since the attempt was opened') }))
  .min(1)
  .max(120);
export type FrameTimes = z.infer<typeof frameTimesSchema>;

/** What was wrong with a gesture, told to the person so that the next attempt succeeds. */
export const gestureFaults = ['TOO_SMALL', 'TOO_EARLY', 'TOO_LATE', 'MIRRORED', 'WRONG_GESTURE'] as const;
export type GestureFault = (typeof gestureFaults)[number];

/**
 * What was wrong with the pictures of a failed attempt, told to the person so that the next attempt succeeds. Light, sharpness, size and
 * turn only: measured on the frames by themselves, never a finding of a liveness check.
 */
export const qualityCauses = ['TOO_DARK', 'TOO_BRIGHT', 'UNEVEN_LIGHT', 'BLURRED', 'TOO_FAR', 'TOO_CLOSE', 'NOT_FRONTAL'] as const;
export type QualityCause = (typeof qualityCauses)[number];

/** Answer of both uploads, status 200: an outcome is a value, not an error. */
export const attemptOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('passed'), result: z.string().describe('The signed result, compact JWS (or JWE)') }),
  z.object({
    outcome: z.literal('failed'),
    code: z.enum(attemptFailureCodes),
    remainingAttempts: z.int().min(0).max(MAX_ATTEMPTS).describe('0: the session is over'),
    gestureFault: z.enum(gestureFaults).optional(),
    eyesClosed: z.literal(true).optional().describe('The eyes were closed, and nothing else was wrong'),
    qualityCause: z.enum(qualityCauses).optional().describe('The most basic one; absent if the pictures were good or nothing is known'),
  }),
  z.object({
    outcome: z.literal('challenged'),
    gestures: z.array(gestureSchema).min(1).max(3).describe('To be done in this order'),
    expiresInMs: z.int().positive(),
    frames: framePlanSchema,
    targets: gestureTargetsSchema.describe('How far the movements must go, for the guide'),
  }),
]);
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>;

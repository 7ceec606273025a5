import { z } from 'zod';
import {
  cameraFunctions,
  declinableWishes,
  gestureFaults,
  obfuscationTypes,
  qualityCauses,
  type AttemptOutcome,
  type CameraInfo,
  type CameraTrace,
  type DeclineGestureRequest,
  type FramePlan,
  type FrameTimes,
  type OpenAttemptRequest,
  type OpenAttemptResponse,
} from '../attempt.js';
import { lightChallenges, lightDeclines, type DeclineLightRequest, type LightShown, type LightStep } from '../light.js';
import { MAX_ATTEMPTS, MAX_GESTURES, MAX_LIGHT_STEPS, MAX_UPLOAD_FRAMES } from '../limits.js';
import { attemptFailureCodes } from '../session-code.js';
import { simulatedCameras } from '../test-mode.js';
import { attestationFormatSchema, attestationKeyIdSchema } from './attestation.js';
import { deviceReportSchema } from './device.js';
import { gestureSchema, gestureTargetsSchema, gesturePairSchema } from './gesture.js';
import { matchLevelSchema } from './match-level.js';
import { captureKeySchema, signatureSchema } from './signed-upload.js';

export const obfuscationTypeSchema = z.enum(obfuscationTypes);

/** What the client's camera says of itself: evidence for the audit, never a reason to pass. */
export const cameraInfoSchema = z.object({
  label: z.string().max(200).optional(),
  width: z.int().positive().max(10_000).optional(),
  height: z.int().positive().max(10_000).optional(),
  frameRate: z.number().positive().max(1_000).optional(),
  facingMode: z.string().max(50).optional(),
}) satisfies z.ZodType<CameraInfo>;

/** The multipart field `cameraTrace` of a burst, as JSON: what the browser told of the camera's track and pictures. */
export const cameraTraceSchema = z.object({
  trackClass: z.string().max(50).optional().describe('Class of the track. That of a camera is `MediaStreamTrack`'),
  isListed: z.boolean().optional().describe('The browser lists the device of the track among its cameras'),
  hasGroup: z.boolean().optional().describe('The track names the group of its device'),
  hasRange: z.boolean().optional().describe('The track has a range of widths and heights'),
  replaced: z
    .array(z.enum(cameraFunctions))
    .max(cameraFunctions.length)
    .optional()
    .describe('Functions that code of the page has replaced'),
  pictures: z.int().nonnegative().max(10_000).describe('Pictures that were counted'),
  captureTimes: z.int().nonnegative().max(10_000).optional().describe('Those of them that had the time at which a camera took them'),
  decoded: z.int().nonnegative().max(10_000).describe('Those of them that came from a decoder or from another device'),
  intervalMs: z.number().nonnegative().max(60_000).describe('Median time from picture to picture in milliseconds'),
  jitterMs: z.number().nonnegative().max(60_000).describe('Median deviation from it'),
  rate: z
    .union([z.literal('refused'), z.number().nonnegative().max(1_000)])
    .optional()
    .describe('What a copy of the track did with `cameraRate`: it refused, or the rate that it claims, in pictures a second'),
}) satisfies z.ZodType<CameraTrace>;

/** Body of `POST /api/v1/attempts`. All fields are wishes: see `OpenAttemptRequest`. */
export const openAttemptRequestSchema = z.object({
  minimumMatchLevel: matchLevelSchema.optional(),
  maxAttempts: z.int().min(1).max(MAX_ATTEMPTS).optional(),
  allowClosedEyes: z.boolean().optional(),
  activeLiveness: z.boolean().optional(),
  excludedGesture: gesturePairSchema.optional(),
  obfuscationType: obfuscationTypeSchema.optional(),
  camera: cameraInfoSchema.optional(),
  captureKey: captureKeySchema
    .optional()
    .describe('Whose signature the uploads of the attempt carry. The first key of a session is its only one'),
  device: deviceReportSchema.optional().describe('What the client says of its device'),
  lightChallenge: z.enum(lightChallenges).optional().describe('Only stricter than the setting of the client. Not measured on people yet'),
  showsLight: z.literal(true).optional().describe('The capture can show a challenge of light'),
  attestationKeyId: attestationKeyIdSchema.optional().describe('The key of App Attest that the app has, base64'),
}) satisfies z.ZodType<OpenAttemptRequest>;

/** How many frames an upload holds and how far apart they are taken. */
export const framePlanSchema = z.object({
  count: z.int().positive().describe('Frames wanted'),
  intervalMs: z.int().positive().describe('Milliseconds from frame to frame'),
  maxBytes: z.int().positive().describe('Largest frame, bytes of JPEG'),
}) satisfies z.ZodType<FramePlan>;

/** Answer of `POST /api/v1/attempts`, status 201. */
export const openAttemptResponseSchema = z.object({
  attemptId: z.uuid(),
  attemptNumber: z.int().min(1).max(MAX_ATTEMPTS),
  remainingAttempts: z.int().min(1).max(MAX_ATTEMPTS).describe('This one included'),
  sessionExpiresInMs: z.int().nonnegative(),
  burst: framePlanSchema,
  framesAhead: z.literal(true).optional().describe('Frames of the burst may be sent one by one, while the next are taken'),
  signedUploads: z.literal(true).optional().describe('Every upload of the attempt must be signed with its `captureKey`'),
  attestations: z.array(attestationFormatSchema).optional().describe('Attestations that the burst may carry; absent: none'),
  declinedWishes: z
    .array(z.enum(declinableWishes))
    .optional()
    .describe('Wishes that have no effect because the setting of the client on the server does not grant them'),
  cameraRate: z.int().positive().max(240).optional().describe("Pictures a second that a copy of the camera's track is asked for"),
  simulatedCamera: z.enum(simulatedCameras).optional().describe('Test mode only: what the capture has in place of a camera'),
}) satisfies z.ZodType<OpenAttemptResponse>;

/** Body of `POST /api/v1/attempts/{attemptId}/decline`. */
export const declineGestureRequestSchema = z.object({
  gesture: gestureSchema.describe('One of the challenge'),
  signature: signatureSchema.optional(),
}) satisfies z.ZodType<DeclineGestureRequest>;

/** One colour of a challenge of light. */
export const lightStepSchema = z.object({
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  ms: z.int().positive().describe('How long it is shown, in milliseconds, the change to it included'),
}) satisfies z.ZodType<LightStep>;

/** Body of `POST /api/v1/attempts/{attemptId}/light/decline`. */
export const declineLightRequestSchema = z.object({
  reason: z.enum(lightDeclines),
  signature: signatureSchema.optional(),
}) satisfies z.ZodType<DeclineLightRequest>;

/** The multipart field `light` of an upload of light, as JSON. */
export const lightShownSchema = z.object({
  startedAtMs: z.number().nonnegative().describe('When the first colour was shown, in milliseconds since the attempt was opened'),
}) satisfies z.ZodType<LightShown>;

/** The multipart field `frames` of an upload, as JSON; the files `frame` follow in the same order. */
export const frameTimesSchema = z
  .array(
    z.object({
      capturedAtMs: z.number().nonnegative().describe('Milliseconds since the attempt was opened'),
      ahead: z.literal(true).optional().describe('In a burst: the frame of this time was sent ahead, and has no file here'),
    }),
  )
  .min(1)
  .max(MAX_UPLOAD_FRAMES) satisfies z.ZodType<FrameTimes>;

/** Answer of the uploads and of a declined gesture, status 200: an outcome is a value, not an error. */
export const attemptOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('passed'), result: z.string().describe('The signed result, compact JWS (or JWE)') }),
  z.object({
    outcome: z.literal('failed'),
    code: z.enum(attemptFailureCodes),
    remainingAttempts: z.int().min(0).max(MAX_ATTEMPTS).describe('0: the session is over'),
    gestureFault: z.enum(gestureFaults).optional(),
    eyesClosed: z.literal(true).optional().describe('The eyes were closed, and nothing else was wrong'),
    qualityCause: z.enum(qualityCauses).optional().describe('The most basic one; absent if the pictures were good or nothing is known'),
    gestureReplaced: z.boolean().optional().describe('After a declined gesture: whether its pair is not drawn again in this session'),
  }),
  z.object({
    outcome: z.literal('challenged'),
    gestures: z.array(gestureSchema).min(1).max(MAX_GESTURES).describe('To be done in this order'),
    expiresInMs: z.int().positive(),
    frames: framePlanSchema,
    targets: gestureTargetsSchema.describe('How far the movements must go, for the guide'),
  }),
  z.object({
    outcome: z.literal('light').describe('Only for a capture that has announced `showsLight`'),
    steps: z.array(lightStepSchema).min(1).max(MAX_LIGHT_STEPS).describe('To be shown in this order, without a pause'),
    expiresInMs: z.int().positive(),
    frames: framePlanSchema,
  }),
]) satisfies z.ZodType<AttemptOutcome>;

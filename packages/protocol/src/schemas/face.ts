import { z } from 'zod';
import type { PhotoQualityMeasures } from '../face.js';
import { DEFAULT_MINIMUM_MATCH_LEVEL } from '../limits.js';
import { testOutcomeNames } from '../test-mode.js';
import { matchLevelSchema } from './match-level.js';

export const testOutcomeSchema = z.enum(testOutcomeNames);

/** JSON body of `POST /api/v1/face`; the multipart form has the picture as the file `idPhoto`. */
export const createSessionRequestSchema = z.object({
  idPhoto: z.string().optional().describe('JPEG, PNG, JPEG 2000, WebP or AVIF in base64; only a test client can leave it out'),
  outcome: testOutcomeSchema.optional().describe('Test clients only: how the session ends; default pass'),
});

/**
 * How fit a reference photo is for comparison. Measures are named after ISO/IEC 29794-5 and aligned with it, not conformant: their values are not
 * mapped to its scales.
 */
export const photoQualitySchema = z
  .object({
    unifiedQualityScore: z.number().optional().describe('0 to 100 over all; absent with a recognition model of your own'),
    singleFacePresent: z.number().describe('1: no second face; 0: a second face as large as the first'),
    interEyeDistance: z.number().describe('pixels between the eyes'),
    headSize: z.number().describe('distance from eyes to chin over the height of the picture'),
    luminanceMean: z.number().describe('of the face, 0 black to 1 white'),
    luminanceVariance: z.number(),
    underExposurePrevention: z.number().describe('1 less the share of nearly black pixels of the face'),
    overExposurePrevention: z.number().describe('1 less the share of burnt-out pixels of the face'),
    dynamicRange: z.number().describe('bits, 0 to 8'),
    illuminationUniformity: z.number().describe('0 one half of the face dark, 1 both lit alike'),
    sharpness: z.number().describe('fine detail over contrast; photos below 0.055 are refused'),
    eyesOpen: z.number(),
    eyesVisible: z.number().describe('0 hidden or in deep shadow, 1 as bright as the cheeks'),
    mouthOcclusionPrevention: z.number().describe('0 covered by another colour, 1 free'),
    mouthClosed: z.number().describe('distance of the lips over the distance from eyes to chin: 0 closed'),
  })
  .describe('Measures named after ISO/IEC 29794-5: aligned, not conformant') satisfies z.ZodType<PhotoQualityMeasures>;

/** Answer of `POST /api/v1/face`, status 201. */
export const createSessionResponseSchema = z.object({ sessionId: z.uuidv4(), quality: photoQualitySchema.optional() });

/** Body of `POST /api/v1/face/match`; both pictures JPEG, PNG, JPEG 2000, WebP or AVIF in base64. */
export const matchRequestSchema = z.object({
  sourceImage: z.string(),
  targetImage: z.string(),
  minimumMatchLevel: matchLevelSchema.default(DEFAULT_MINIMUM_MATCH_LEVEL),
});

/** Answer of `POST /api/v1/face/match`. */
export const matchResponseSchema = z.object({ match: z.boolean(), matchLevel: matchLevelSchema });

import { z } from 'zod';
import { gestures, gesturePairs, type GestureTargets } from '../gesture.js';

export const gesturePairSchema = z.enum(gesturePairs);
export const gestureSchema = z.enum(gestures);

/** How far each kind of movement must go for the guide to count it as done. */
export const gestureTargetsSchema = z.object({
  turnDegrees: z.number().positive(),
  tiltDegrees: z.number().positive(),
  nodDegrees: z.number().positive(),
  closerRatio: z.number().gt(1).describe('Size of the face against the one in the burst'),
  furtherRatio: z.number().positive().lt(1).describe('Size of the face against the one in the burst'),
}) satisfies z.ZodType<GestureTargets>;

import { z } from 'zod';
import { cameraInfoSchema } from './attempt.js';

/** Body of `POST /api/v2/face/bioid/match`, the endpoint of the reference's web SDK: two pictures (JPEG or PNG) in base64, taken around a nod. `camera` is ours. */
export const v2MatchRequestSchema = z.object({ liveImage1: z.string(), liveImage2: z.string(), camera: cameraInfoSchema.optional() });

/** Error body of the v2 call. */
export const v2ErrorSchema = z.object({ error: z.string(), message: z.string() });

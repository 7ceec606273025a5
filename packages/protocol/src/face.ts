import { z } from 'zod';
import { DEFAULT_MINIMUM_MATCH_LEVEL } from './limits.js';
import { matchLevelSchema } from './match-level.js';

/** JSON body of `POST /api/v1/face`; the multipart form has the picture as the file `idPhoto`. */
export const createSessionRequestSchema = z.object({ idPhoto: z.string().describe('JPEG or PNG in base64') });

/** Answer of `POST /api/v1/face`, status 201. */
export const createSessionResponseSchema = z.object({ sessionId: z.uuidv4() });

/** Body of `POST /api/v1/face/match`; both pictures JPEG or PNG in base64. */
export const matchRequestSchema = z.object({
  sourceImage: z.string(),
  targetImage: z.string(),
  minimumMatchLevel: matchLevelSchema.default(DEFAULT_MINIMUM_MATCH_LEVEL),
});

/** Answer of `POST /api/v1/face/match`. */
export const matchResponseSchema = z.object({ match: z.boolean(), matchLevel: matchLevelSchema });

import { z } from 'zod';
import { apiErrors, sessionReasons, type ApiErrorCode, type Problem } from '../api-error.js';

/** Problem details (RFC 9457) with the registry's code; the body of every error outside OAuth and the v2 call. */
export const problemSchema = z.object({
  type: z.string().describe('`urn:face-session:error:` and the code in lower case with hyphens'),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(apiErrors) as [ApiErrorCode, ...ApiErrorCode[]]),
  reason: z.enum(sessionReasons).optional().describe('With `SESSION_EXPIRED`: a session that is unknown, or that was used'),
  detail: z.string().optional(),
  requestId: z.string(),
}) satisfies z.ZodType<Problem>;

import { z } from 'zod';
import { apiErrors, type ApiErrorCode, type Problem } from '../api-error.js';

/** Problem details (RFC 9457) with the registry's code; the body of every error outside OAuth and the v2 call. */
export const problemSchema = z.object({
  type: z.string().describe('`urn:face-session:error:` and the code in lower case with hyphens'),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(apiErrors) as [ApiErrorCode, ...ApiErrorCode[]]),
  detail: z.string().optional(),
  requestId: z.string(),
}) satisfies z.ZodType<Problem>;

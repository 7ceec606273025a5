import { z } from 'zod';
import { traceCategories, traceEventNames, traceStatusCodes, traceStatuses, type TraceEventFields } from '../trace-event.js';

export const traceEventSchema = z.object({
  category: z.enum(traceCategories),
  event: z.enum(traceEventNames),
  status: z.enum(traceStatuses).optional(),
  sessionId: z.uuid().optional(),
  page: z.literal('FACE').optional(),
  statusCode: z.enum(traceStatusCodes).optional(),
  statusMessage: z.string().max(500).optional(),
  timestamp: z
    .string()
    .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    .describe('UTC, whole seconds'),
  deviceIdentifier: z.uuid().optional().describe('Random, one per installation'),
}) satisfies z.ZodType<TraceEventFields>;

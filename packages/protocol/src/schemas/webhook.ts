import { z } from 'zod';
import type { WebhookEvent } from '../webhook.js';

export const webhookEventSchema = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.object({
    sessionId: z.uuid().optional(),
    sessionIdSha256: z.string().regex(/^[0-9a-f]{64}$/),
    userIdentifier: z.uuid().optional(),
    reason: z.string().optional(),
    jwsResult: z.string().optional(),
    test: z.literal(true).optional(),
  }),
}) satisfies z.ZodType<WebhookEvent>;

/** The body of a delivery in the form of the reference. */
export const webhookReferenceBodySchema = z.strictObject({ jwsResult: z.string() });

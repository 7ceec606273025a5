import { traceEventSchema } from '@face-session/protocol';
import { z } from 'zod';
import { common } from './error-codes.js';
import type { Operation } from './operation.js';

export const eventsQuerySchema = z.object({
  since: z.iso.datetime().optional().describe('Received at or after; default a day ago'),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});

export const addEventsRequestSchema = z.object({ events: z.array(traceEventSchema).min(1).max(100) });

export const eventsResponseSchema = z.object({
  events: z.array(z.object({ receivedAt: z.iso.datetime(), ...traceEventSchema.omit({ sessionId: true }).shape })),
});

/** Trace events, without biometrics. */
export const eventOperations = {
  addEvents: {
    method: 'post',
    path: '/api/v1/events',
    tag: 'Events',
    summary: 'Report trace events.',
    scope: 'KYC_EVENT_SDK',
    request: { 'application/json': addEventsRequestSchema },
    success: { status: 204 },
    errors: [...common, 'INVALID_REQUEST'],
  },
  listEvents: {
    method: 'get',
    path: '/api/v1/events',
    tag: 'Events',
    summary: 'Read trace events.',
    scope: 'KYC_EVENT_SDK',
    query: eventsQuerySchema,
    headers: z.object({ 'UQ-Session-ID': z.string().max(100).optional().describe('Only of this session') }),
    success: { status: 200, body: { 'application/json': eventsResponseSchema } },
    errors: [...common, 'INVALID_REQUEST'],
  },
} as const satisfies Record<string, Operation>;

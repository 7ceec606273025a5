import { traceEventSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { DAY_MS } from '../../config.js';
import { identifierHash } from '../../keys/identifier-hash.js';
import { endpoint } from '../endpoint.js';

/** Gives trace events back to the customer's backend. */
export const listEvents = endpoint(
  {
    method: 'GET',
    path: '/api/v1/events',
    tag: 'Events',
    summary: 'Get trace events.',
    scope: 'KYC_EVENT_SDK',
    query: z.object({
      since: z.iso.datetime().optional().describe('Received at or after; default a day ago'),
      limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
    }),
    headers: z.object({ 'UQ-Session-ID': z.string().max(100).toLowerCase().optional().describe('Only of this session') }),
    success: {
      status: 200,
      type: 'application/json',
      schema: z.object({
        events: z.array(z.object({ receivedAt: z.iso.datetime(), ...traceEventSchema.omit({ sessionId: true }).shape })),
      }),
    },
    errors: [],
  },
  async (parts, { caller, query, headers }) => {
    const session = headers['UQ-Session-ID'];
    const events = await parts.store.traceEvents({
      clientId: caller.client.clientId,
      sessionHash: session === undefined ? undefined : identifierHash(session),
      since: query.since === undefined ? parts.clock() - DAY_MS : Date.parse(query.since),
      limit: query.limit,
    });
    return { events: events.map(({ receivedAt, fields }) => ({ receivedAt: new Date(receivedAt).toISOString(), ...fields })) };
  },
);

import { traceEventSchema } from '@face-session/protocol/schemas';
import { z } from 'zod';
import { identifierHash } from '../../keys/identifier-hash.js';
import { refusal } from '../../sessions/refusal.js';
import { endpoint } from '../endpoint.js';

/** Collects trace events of clients. No biometrics are in them. */
export const addEvents = endpoint(
  {
    method: 'POST',
    path: '/api/v1/events',
    tag: 'Events',
    summary: 'Report trace events.',
    scope: 'KYC_EVENT_SDK',
    sessionTokens: true,
    body: { 'application/json': z.object({ events: z.array(traceEventSchema).min(1).max(100) }) },
    // A hundred events of nine fields, and room for fields that a newer client adds.
    limits: { rate: 'trace-event', bodyBytes: 128 * 1024, json: { depth: 4, values: 2_000 } },
    success: { status: 204 },
    errors: ['FORBIDDEN'],
  },
  async (parts, { caller: { client, sessionHash }, body }) => {
    const receivedAt = parts.clock();
    const events = body.events.map(({ sessionId, ...fields }) => ({
      receivedAt,
      clientId: client.clientId,
      sessionHash: sessionId === undefined ? null : identifierHash(sessionId.toLowerCase()),
      fields,
    }));
    const ofOthers = events.some((event) => sessionHash !== null && event.sessionHash !== null && event.sessionHash !== sessionHash);
    if (ofOthers) return refusal('FORBIDDEN', 'session-bound token');
    await parts.store.addTraceEvents(events);
    for (const { fields, clientId } of events)
      parts.metrics.traceEvents.inc({ event: fields.event, status_code: fields.statusCode ?? 'none', client: clientId });
    return null;
  },
);

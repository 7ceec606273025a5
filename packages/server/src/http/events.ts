import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { DAY_MS } from '../config.js';
import { identifierHash } from '../keys/identifier-hash.js';
import { authenticated, callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { addEventsRequestSchema, eventsQuerySchema, eventsResponseSchema } from './operations/event-operations.js';
import { HttpProblem } from './problem.js';

/** A hundred events of nine fields, and room for fields that a newer client adds. */
const EVENTS_JSON = { depth: 4, values: 2_000 };

/** Trace events: collected from clients, counted, and given back to the customer's backend. No biometrics are in them. */
export function eventRoutes(app: FastifyInstance, parts: HttpParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  typed.post(
    '/api/v1/events',
    {
      bodyLimit: 128 * 1024,
      config: { operation: 'addEvents', json: EVENTS_JSON },
      schema: { body: addEventsRequestSchema },
      onRequest: [
        authenticated(parts, 'KYC_EVENT_SDK', { sessionTokens: true }),
        (request) => parts.limiter.take('trace-event', callerOf(request).client.clientId, parts.config.limits.traceEventsPerMinute),
      ],
    },
    async (request, reply) => {
      const { client, sessionHash } = callerOf(request);
      const receivedAt = parts.clock();
      const events = request.body.events.map(({ sessionId, ...fields }) => {
        const hash = sessionId === undefined ? null : identifierHash(sessionId.toLowerCase());
        if (sessionHash !== null && hash !== null && hash !== sessionHash) throw new HttpProblem('FORBIDDEN', 'session-bound token');
        return { receivedAt, clientId: client.clientId, sessionHash: hash, fields };
      });
      await parts.store.addTraceEvents(events);
      for (const { fields } of events) parts.metrics.traceEvents.inc({ event: fields.event, status_code: fields.statusCode ?? 'none' });
      return reply.code(204).send();
    },
  );

  typed.get(
    '/api/v1/events',
    {
      config: { operation: 'listEvents' },
      schema: { querystring: eventsQuerySchema, response: { 200: eventsResponseSchema } },
      onRequest: authenticated(parts, 'KYC_EVENT_SDK'),
    },
    async (request) => {
      const session = request.headers['uq-session-id'];
      const events = await parts.store.traceEvents({
        clientId: callerOf(request).client.clientId,
        sessionHash: typeof session === 'string' ? identifierHash(session.toLowerCase()) : undefined,
        since: request.query.since === undefined ? parts.clock() - DAY_MS : Date.parse(request.query.since),
        limit: request.query.limit,
      });
      return { events: events.map(({ receivedAt, fields }) => ({ receivedAt: new Date(receivedAt).toISOString(), ...fields })) };
    },
  );
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { auditImageOf, deleteSession, resultOf } from '../sessions/session-info.js';
import { authenticated, callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { sessionHeadersSchema } from './operations/session-headers.js';
import { HttpProblem, unlessRefused } from './problem.js';
import { countingUnknown } from './unknown-identifiers.js';

/** Results and audit-trail images for the customer's backend. The ids in these paths are the reference's; the log has the route only. */
export function infoRoutes(app: FastifyInstance, parts: HttpParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = authenticated(parts, 'KYC_INFO_SDK');
  const sessionParams = z.object({ sessionId: z.string().max(100) });
  const sendResult = (request: FastifyRequest, reply: FastifyReply, sessionId: string): Promise<FastifyReply> =>
    countingUnknown(parts, request, async () => {
      const { result } = unlessRefused(await resultOf(parts, callerOf(request).client, sessionId.toLowerCase()));
      return reply.type('application/jwt').send(result);
    });

  typed.get(
    '/api/v1/info/img/:imageId',
    { config: { operation: 'getImage' }, schema: { params: z.object({ imageId: z.string().max(100) }) }, onRequest },
    (request, reply) =>
      countingUnknown(parts, request, async () => {
        const { image } = unlessRefused(await auditImageOf(parts, callerOf(request).client, request.params.imageId.toLowerCase()));
        return reply.type('image/jpeg').send(image);
      }),
  );

  typed.get(
    '/api/v1/info/:sessionId',
    { config: { operation: 'getResult' }, schema: { params: sessionParams }, onRequest },
    (request, reply) => sendResult(request, reply, request.params.sessionId),
  );

  app.get('/api/v1/info', { config: { operation: 'getResultByHeader' }, onRequest }, (request, reply) => {
    const sessionId = sessionHeadersSchema.shape['UQ-Session-ID'].safeParse(request.headers['uq-session-id']);
    if (!sessionId.success) throw new HttpProblem('INVALID_REQUEST', 'headers UQ-Session-ID');
    return sendResult(request, reply, sessionId.data);
  });

  typed.delete(
    '/api/v1/info/:sessionId',
    { config: { operation: 'deleteSession' }, schema: { params: z.object({ sessionId: z.uuid() }) }, onRequest },
    async (request, reply) => {
      // The answer is the same for any UUID: it tells nothing about sessions of others, so there is nothing to count.
      await deleteSession(parts, callerOf(request).client, request.params.sessionId.toLowerCase());
      return reply.code(204).send();
    },
  );
}

import { MAX_PHOTO_BYTES, matchRequestSchema, matchResponseSchema } from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { comparePhotos } from '../sessions/compare-photos.js';
import { admitPhoto } from './admit.js';
import { authenticated, callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { pictureBodyBytes, pictureFromBase64 } from './picture-body.js';
import { unlessRefused } from './problem.js';

/** `POST /api/v1/face/match`: two pictures, one comparison, nothing kept. */
export function matchRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/api/v1/face/match',
    {
      bodyLimit: pictureBodyBytes(2, MAX_PHOTO_BYTES),
      config: { operation: 'matchPhotos' },
      schema: { body: matchRequestSchema, response: { 200: matchResponseSchema } },
      onRequest: [authenticated(parts, 'KYC_FACE_FLOW'), admitPhoto(parts)],
    },
    (request, reply) =>
      parts.admission.during(request, async () => {
        const compared = await comparePhotos(parts, callerOf(request).client, {
          source: await pictureFromBase64('sourceImage', request.body.sourceImage, MAX_PHOTO_BYTES),
          target: await pictureFromBase64('targetImage', request.body.targetImage, MAX_PHOTO_BYTES),
          minimumMatchLevel: request.body.minimumMatchLevel,
        });
        return reply.send(unlessRefused(compared));
      }),
  );
}

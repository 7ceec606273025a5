import { MAX_PHOTO_BYTES, createSessionRequestSchema, createSessionResponseSchema } from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import { createSession } from '../sessions/create-session.js';
import { admitPhoto } from './admit.js';
import { authenticated, callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { base64Length, pictureFromBase64, readForm } from './picture-body.js';
import { HttpProblem, unlessRefused } from './problem.js';

/** Room for what surrounds a picture in a body, in bytes. */
export const BODY_OVERHEAD_BYTES = 16 * 1024;

/** `POST /api/v1/face`: an ID photo becomes a session. */
export function faceRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post(
    '/api/v1/face',
    {
      bodyLimit: base64Length(MAX_PHOTO_BYTES) + BODY_OVERHEAD_BYTES,
      config: { operation: 'createSession' },
      onRequest: [authenticated(parts, 'KYC_FACE_FLOW'), admitPhoto(parts)],
    },
    (request, reply) =>
      parts.admission.during(request, async () => {
        const photo = request.isMultipart()
          ? (await readForm(request, { file: 'idPhoto', maxFiles: 1, maxFileBytes: MAX_PHOTO_BYTES })).files[0]
          : photoOfBody(request.body);
        if (!photo || photo.length === 0) throw new HttpProblem('PHOTO_MISSING');
        const created = unlessRefused(await createSession(parts, callerOf(request).client, photo));
        return reply.code(201).send(createSessionResponseSchema.parse(created));
      }),
  );
}

function photoOfBody(body: unknown): Buffer {
  const parsed = createSessionRequestSchema.safeParse(body);
  if (!parsed.success) throw new HttpProblem('PHOTO_MISSING', 'idPhoto');
  return pictureFromBase64(parsed.data.idPhoto, MAX_PHOTO_BYTES);
}

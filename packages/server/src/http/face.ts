import { MAX_PHOTO_BYTES, createSessionRequestSchema, createSessionResponseSchema } from '@face-session/protocol';
import type { FastifyInstance } from 'fastify';
import { createSession } from '../sessions/create-session.js';
import { admitPhoto } from './admit.js';
import { authenticated, callerOf } from './authenticate.js';
import type { HttpParts } from './http-parts.js';
import { Form, type FormShape } from './form.js';
import { pictureBodyBytes, pictureFromBase64 } from './picture-body.js';
import { HttpProblem, unlessRefused } from './problem.js';

/** The form of a call that takes one photo. */
export const photoForm = { idPhoto: { most: 1, maxBytes: MAX_PHOTO_BYTES } } as const satisfies FormShape;

/** The photo in a form. @throws HttpProblem PHOTO_MISSING */
export function photoOfForm(form: Form): Buffer {
  const [photo] = form.all('idPhoto');
  if (!photo || photo.length === 0) throw new HttpProblem('PHOTO_MISSING', 'idPhoto');
  return photo;
}

/** `POST /api/v1/face`: an ID photo becomes a session. */
export function faceRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.post(
    '/api/v1/face',
    {
      bodyLimit: pictureBodyBytes(1, MAX_PHOTO_BYTES),
      config: { operation: 'createSession', form: photoForm },
      onRequest: [authenticated(parts, 'KYC_FACE_FLOW'), admitPhoto(parts)],
    },
    (request, reply) =>
      parts.admission.during(request, async () => {
        const photo = request.body instanceof Form ? photoOfForm(request.body) : await photoOfBody(request.body);
        const created = unlessRefused(await createSession(parts, callerOf(request).client, photo));
        return reply.code(201).send(createSessionResponseSchema.parse(created));
      }),
  );
}

async function photoOfBody(body: unknown): Promise<Buffer> {
  const parsed = createSessionRequestSchema.safeParse(body);
  if (!parsed.success) throw new HttpProblem('PHOTO_MISSING', 'idPhoto');
  return pictureFromBase64('idPhoto', parsed.data.idPhoto, MAX_PHOTO_BYTES);
}

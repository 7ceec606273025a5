import { MAX_PHOTO_BYTES, createEnrollmentRequestSchema, createRecoveryRequestSchema } from '@face-session/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { enroll, eraseEnrollment, recover, type EnrollmentSource } from '../sessions/enrollments.js';
import { admitPhoto, countPhoto } from './admit.js';
import { authenticated, callerOf } from './authenticate.js';
import { photoForm, photoOfForm } from './face.js';
import { Form } from './form.js';
import type { HttpParts } from './http-parts.js';
import type {} from './operations/operations.js';
import { pictureBodyBytes, pictureFromBase64 } from './picture-body.js';
import { HttpProblem, unlessRefused } from './problem.js';
import { countingUnknown } from './unknown-identifiers.js';

/** Enrolled faces for the customer's backend, and the app's call that makes a session from one. */
export function enrollmentRoutes(app: FastifyInstance, parts: HttpParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  const onRequest = authenticated(parts, 'KYC_FACE_FLOW');

  app.post(
    '/api/v1/enrollments',
    {
      bodyLimit: pictureBodyBytes(1, MAX_PHOTO_BYTES),
      config: { operation: 'createEnrollment', form: photoForm },
      onRequest: [onRequest, admitPhoto(parts)],
    },
    (request, reply) =>
      parts.admission.during(request, () =>
        countingUnknown(parts, request, async () => {
          const userIdentifier = userIdentifierOf(request);
          const source = await sourceOf(request);
          return reply.code(201).send(unlessRefused(await enroll(parts, callerOf(request).client, source, userIdentifier)));
        }),
      ),
  );

  typed.delete(
    '/api/v1/enrollments/:enrollmentIdentifier',
    {
      config: { operation: 'deleteEnrollment' },
      schema: { params: z.object({ enrollmentIdentifier: z.string().max(100) }) },
      onRequest,
    },
    (request, reply) =>
      countingUnknown(parts, request, async () => {
        unlessRefused(await eraseEnrollment(parts, callerOf(request).client, request.params.enrollmentIdentifier.toLowerCase()));
        return reply.code(204).send();
      }),
  );

  typed.post(
    '/api/v1/recoveries',
    { config: { operation: 'createRecovery' }, schema: { body: createRecoveryRequestSchema }, onRequest: [onRequest, countPhoto(parts)] },
    (request, reply) =>
      countingUnknown(parts, request, async () => {
        const { client } = callerOf(request);
        return reply.code(201).send(unlessRefused(await recover(parts, client, request.body.enrollmentIdentifier.toLowerCase())));
      }),
  );
}

async function sourceOf(request: FastifyRequest): Promise<EnrollmentSource> {
  if (request.body instanceof Form) return { photo: photoOfForm(request.body) };
  const body = createEnrollmentRequestSchema.safeParse(request.body);
  if (!body.success) throw new HttpProblem('INVALID_REQUEST', 'idPhoto or sessionId');
  return 'sessionId' in body.data
    ? { sessionId: body.data.sessionId.toLowerCase() }
    : { photo: await pictureFromBase64('idPhoto', body.data.idPhoto, MAX_PHOTO_BYTES) };
}

/** The customer's own id of the user, so that an erasure of the user finds the enrolment. */
function userIdentifierOf(request: FastifyRequest): string | null {
  const header = request.headers['uq-user-id'];
  if (header === undefined) return null;
  if (!z.uuid().safeParse(header).success) throw new HttpProblem('INVALID_REQUEST', 'headers UQ-User-ID');
  return header as string;
}

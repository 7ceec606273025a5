import { z } from 'zod';
import { createSessionRequestSchema } from './face.js';

/** Body of `POST /api/v1/enrollments` as JSON: a photo, or a session that succeeded and whose selfie is still kept. The multipart form has the file `idPhoto`. */
export const createEnrollmentRequestSchema = z.union([
  z.object({ idPhoto: createSessionRequestSchema.shape.idPhoto.unwrap() }),
  z.object({ sessionId: z.uuid() }),
]);

/** Answer of `POST /api/v1/enrollments`, status 201. The identifier opens the template: the service keeps only its hash. */
export const createEnrollmentResponseSchema = z.object({ enrollmentIdentifier: z.uuidv4() });

/** Body of `POST /api/v1/recoveries`: makes a session whose reference is the enrolled face. The answer is that of `POST /api/v1/face`. */
export const createRecoveryRequestSchema = z.object({ enrollmentIdentifier: z.string().max(100) });

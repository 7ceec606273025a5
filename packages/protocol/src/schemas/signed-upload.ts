import { z } from 'zod';
import type { CaptureKey } from '../signed-upload.js';

const coordinate = z.string().regex(/^[\w-]{43}$/);

/** Public key of a capture, as a JSON Web Key. */
export const captureKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate.describe('32 bytes, base64url'),
  y: coordinate.describe('32 bytes, base64url'),
}) satisfies z.ZodType<CaptureKey>;

/** ECDSA on P-256 with SHA-256: r and s, 32 bytes each. */
export const signatureSchema = z
  .string()
  .regex(/^[\w-]{86}$/)
  .describe('Signature with the key that the attempt was opened with, base64url; see docs/signed-capture.md');

import { z } from 'zod';
import {
  attestationFormats,
  MAX_ATTESTATION_KEY_ID_LENGTH,
  MAX_ATTESTATION_PART_LENGTH,
  MAX_ATTESTATION_PARTS,
  type Attestation,
} from '../attestation.js';

export const attestationFormatSchema = z.enum(attestationFormats);

/** The identifier of a key of App Attest. */
export const attestationKeyIdSchema = z.base64().max(MAX_ATTESTATION_KEY_ID_LENGTH);

/** The multipart field `attestation` of a burst, as JSON. */
export const attestationSchema = z.object({
  format: attestationFormatSchema,
  keyId: attestationKeyIdSchema.optional().describe('App Attest: the identifier of the key, base64'),
  evidence: z
    .array(z.string().min(1).max(MAX_ATTESTATION_PART_LENGTH))
    .min(1)
    .max(MAX_ATTESTATION_PARTS)
    .describe('Attestation object, assertion, or certificates with the leaf first, in base64; or the token of Play Integrity'),
}) satisfies z.ZodType<Attestation>;

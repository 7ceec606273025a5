import { MAX_NONCE_LENGTH } from '@face-session/protocol';
import { z } from 'zod';

/** Headers of the calls that an app makes for its session. */
export const sessionHeadersSchema = z.object({
  'UQ-Session-ID': z.string().max(100).describe('The session of the call'),
  'UQ-Nonce': z.string().max(MAX_NONCE_LENGTH).optional().describe("Made by the customer's server, echoed in the result"),
  'UQ-User-ID': z.uuid().optional().describe("The customer's own id of the user"),
  'UQ-Device-Info': z.string().max(2_000).optional().describe('Base64 of the JSON of the device'),
});

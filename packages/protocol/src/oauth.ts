import { z } from 'zod';

/** Answer of `POST /api/oauth/token` (RFC 6749 section 5.1, lower-case `bearer` as the reference has it). */
export const tokenResponseSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.int().positive(),
  scope: z.string(),
  jti: z.uuid(),
});
export type TokenResponse = z.infer<typeof tokenResponseSchema>;

/** Error answer of the token endpoint (RFC 6749 section 5.2). */
export const tokenErrorSchema = z.object({
  error: z.enum(['invalid_request', 'invalid_client', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope']),
  error_description: z.string().optional(),
});
export type TokenError = z.infer<typeof tokenErrorSchema>;

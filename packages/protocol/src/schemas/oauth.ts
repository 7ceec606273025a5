import { z } from 'zod';
import { tokenErrors, type TokenError, type TokenResponse } from '../oauth.js';

/** Answer of `POST /api/oauth/token` (RFC 6749 section 5.1, lower-case `bearer` as the reference has it). */
export const tokenResponseSchema = z.object({
  access_token: z.string(),
  token_type: z.literal('bearer'),
  expires_in: z.int().positive(),
  scope: z.string(),
  jti: z.uuid(),
}) satisfies z.ZodType<TokenResponse>;

/** Error answer of the token endpoint (RFC 6749 section 5.2). */
export const tokenErrorSchema = z.object({
  error: z.enum(tokenErrors),
  error_description: z.string().optional(),
}) satisfies z.ZodType<TokenError>;

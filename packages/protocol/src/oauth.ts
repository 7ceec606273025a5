/** Errors of the token endpoint (RFC 6749 section 5.2). */
export const tokenErrors = ['invalid_request', 'invalid_client', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'] as const;

/** Answer of `POST /api/oauth/token` (RFC 6749 section 5.1, lower-case `bearer` as the reference has it). */
export interface TokenResponse {
  access_token: string;
  token_type: 'bearer';
  expires_in: number;
  scope: string;
  jti: string;
}

/** Error answer of the token endpoint. */
export interface TokenError {
  error: (typeof tokenErrors)[number];
  error_description?: string | undefined;
}

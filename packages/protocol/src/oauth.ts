/** What an access token may be used for. The first three as the reference names them; see docs/http-api.md. */
export const scopes = ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK', 'KYC_FACE_LINK'] as const;

/**
 * `KYC_FACE_FLOW`: sessions, matches and attempts. `KYC_INFO_SDK`: results and audit-trail images. `KYC_EVENT_SDK`: trace events.
 * `KYC_FACE_LINK`: links to the hosted page; a client has it only if the operator grants it.
 */
export type Scope = (typeof scopes)[number];

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

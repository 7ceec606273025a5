/** What an access token may be used for. The first three as the reference names them; see docs/http-api.md. */
export const scopes = ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK', 'KYC_FACE_LINK'] as const;

/**
 * `KYC_FACE_FLOW`: sessions, matches and attempts. `KYC_INFO_SDK`: results and audit-trail images. `KYC_EVENT_SDK`: trace events.
 * `KYC_FACE_LINK`: links to the hosted page; a client has it only if the operator grants it.
 */
export type Scope = (typeof scopes)[number];

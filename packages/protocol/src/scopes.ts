/** What an access token may be used for. Names as the reference grants them; see docs/http-api.md. */
export const scopes = ['KYC_FACE_FLOW', 'KYC_INFO_SDK', 'KYC_EVENT_SDK'] as const;

/** `KYC_FACE_FLOW`: sessions, matches and attempts. `KYC_INFO_SDK`: results and audit-trail images. `KYC_EVENT_SDK`: trace events. */
export type Scope = (typeof scopes)[number];

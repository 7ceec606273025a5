/** Request headers that carry the session of a call (docs/http-api.md, Calls); HTTP reads them without regard to case. */
export const sessionHeaders = {
  sessionId: 'UQ-Session-ID',
  nonce: 'UQ-Nonce',
  userIdentifier: 'UQ-User-ID',
  deviceInfo: 'UQ-Device-Info',
} as const;

/** Request headers that carry the session of a call (docs/http-api.md, Calls); HTTP reads them without regard to case. */
export const sessionHeaders = {
  sessionId: 'UQ-Session-ID',
  nonce: 'UQ-Nonce',
  userIdentifier: 'UQ-User-ID',
  deviceInfo: 'UQ-Device-Info',
} as const;

/** What `UQ-Device-Info` holds as base64 of JSON. A claim of the client's: kept for audit, never judged by. */
export interface DeviceInfo {
  deviceModel?: string | undefined;
  devicePlatform?: string | undefined;
  deviceVersion?: string | undefined;
  sdkVersion?: string | undefined;
  sdkType?: string | undefined;
}

/** What `UQ-Device-Info` holds as base64 of JSON. A claim of the client's: kept for audit, never judged by. */
export interface DeviceInfo {
  deviceModel?: string | undefined;
  devicePlatform?: string | undefined;
  deviceVersion?: string | undefined;
  sdkVersion?: string | undefined;
  sdkType?: string | undefined;
}

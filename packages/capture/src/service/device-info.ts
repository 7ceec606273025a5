import type { DeviceInfo } from '@face-session/protocol';

/** Version of this package, as the service receives it. */
const SDK_VERSION = '0.1.0';
const SDK_TYPE = 'FACE_SESSION';

/** What is sent about the device in addition to the frames: for the audit log of the service, never for a decision. */
export function deviceInfo(): DeviceInfo {
  const { userAgent, platform } = navigator;
  return {
    deviceModel: userAgent.slice(0, 200),
    devicePlatform: platform.slice(0, 50),
    sdkVersion: SDK_VERSION,
    sdkType: SDK_TYPE,
  };
}

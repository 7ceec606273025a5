import type { DeviceInfo } from '@face-session/protocol';

/** Of this package, as the service sees it. */
const SDK_VERSION = '0.1.0';
const SDK_TYPE = 'FACE_SESSION';

/** What is told of the device beside the frames: for the service's audit, never judged by. */
export function deviceInfo(): DeviceInfo {
  const { userAgent, platform } = navigator;
  return {
    deviceModel: userAgent.slice(0, 200),
    devicePlatform: platform.slice(0, 50),
    sdkVersion: SDK_VERSION,
    sdkType: SDK_TYPE,
  };
}

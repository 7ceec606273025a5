import type { DeviceInfo } from '@face-session/protocol';
import { SDK_TYPE, SDK_VERSION } from '../version.js';

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

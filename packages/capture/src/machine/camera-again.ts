import type { EndCode } from '../end-code.js';

/** Whether the person may try the camera again without a new session. */
export function canTryCameraAgain(code: EndCode): boolean {
  return code === 'SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE' || code === 'SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED';
}

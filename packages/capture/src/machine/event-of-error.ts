import { CameraError, ServiceError } from '../fault-errors.js';
import { faultRow, faults, isShown } from '../faults.js';
import type { SessionEvent } from './state.js';

/** What an error means for the session: another try where that can help, its end where it cannot. */
export function eventOfError(error: unknown): SessionEvent {
  if (error instanceof CameraError) return { type: 'CAMERA_FAILED', fault: error.fault, detail: error.message };
  if (!(error instanceof ServiceError)) return { type: 'BROKEN', cause: error };
  const { fault, message: detail } = error;
  if (fault === 'ATTEMPTS_USED_UP') {
    return { type: 'SESSION_OVER', code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', detail };
  }
  return faultRow(fault).again && isShown(fault)
    ? { type: 'FAULT', fault, detail }
    : { type: 'SESSION_OVER', code: faults[fault].code, fault, detail };
}

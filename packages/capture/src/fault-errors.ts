import { faultRow, faults, isShown, type EndFault, type GuideFault } from './faults.js';
import type { SessionEvent } from './machine/state.js';

/** An error that a row of the table of faults explains. */
abstract class FaultError<Name> extends Error {
  /**
   * @param fault what went wrong
   * @param message what happened, in a sentence for the developer
   */
  constructor(
    readonly fault: Name,
    message: string,
  ) {
    super(message);
  }
}

/** A camera that could not be opened. */
export class CameraError extends FaultError<EndFault> {
  override readonly name = 'CameraError';
}

/** There will be no guidance here. */
export class GuideError extends FaultError<GuideFault> {
  override readonly name = 'GuideError';
}

/** A call that did not come to an answer of its documented kind. `ATTEMPTS_USED_UP`: the session has no attempts left, which is no fault. */
export class ServiceError extends FaultError<EndFault | 'ATTEMPTS_USED_UP'> {
  override readonly name = 'ServiceError';
}

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

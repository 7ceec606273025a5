import { faultRow, faults, isShown } from '../faults.js';
import type { SessionEvent } from '../machine/state.js';
import type { ServiceFault } from './service-fault.js';

/** What a fault of the service means for the session: another try where that can help, its end where it cannot. */
export function eventOfFault({ fault, message: detail }: ServiceFault): SessionEvent {
  if (fault === 'ATTEMPTS_USED_UP') {
    return { type: 'SESSION_OVER', code: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS', detail };
  }
  return faultRow(fault).again && isShown(fault)
    ? { type: 'FAULT', fault, detail }
    : { type: 'SESSION_OVER', code: faults[fault].code, fault, detail };
}

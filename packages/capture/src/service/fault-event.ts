import type { SessionEvent } from '../machine/state.js';
import type { ServiceFault } from './service-client.js';

type Meaning = (detail: string) => SessionEvent;

const over =
  (code: Extract<SessionEvent, { type: 'SESSION_OVER' }>['code']): Meaning =>
  (detail) => ({ type: 'SESSION_OVER', code, detail });
const fault =
  (kind: Extract<SessionEvent, { type: 'FAULT' }>['fault']): Meaning =>
  (detail) => ({ type: 'FAULT', fault: kind, detail });

const meanings: Partial<Record<ServiceFault['code'], Meaning>> = {
  SESSION_EXPIRED: over('SESSION_EXPIRED'),
  UNAUTHORIZED: over('UNAUTHORIZED'),
  FORBIDDEN: over('FORBIDDEN'),
  MEDIA_VIRTUAL_CAMERA_DETECTED: over('MEDIA_VIRTUAL_CAMERA_DETECTED'),
  SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS: over('SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS'),
  // Repeating the same request cannot help.
  INVALID_REQUEST: over('UNEXPECTED_ERROR'),
  NOT_FOUND: over('UNEXPECTED_ERROR'),
  INVALID_ANSWER: over('UNEXPECTED_ERROR'),
  PAYLOAD_TOO_LARGE: fault('PAYLOAD_TOO_LARGE'),
  NETWORK: fault('NETWORK'),
  REQUEST_TIMEOUT: fault('NETWORK'),
};

/** What a fault of the service means for the session. */
export function eventOfFault({ code, message }: ServiceFault): SessionEvent {
  return (meanings[code] ?? fault('SERVER_FAULT'))(message);
}

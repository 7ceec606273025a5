import { createTraceFields, type TraceStep } from '@face-session/capture';
import type { TraceCategory, TraceEventFields } from '@face-session/protocol';
import { deviceIdentifier } from './device-identifier.js';

/** What `window` receives under the name `TraceEvent`: the fields are on the event itself. */
export type TraceEvent = Event & TraceEventFields;

declare global {
  interface WindowEventMap {
    TraceEvent: TraceEvent;
  }
}

/** Tells `window`'s `TraceEvent` listeners the steps of the SDK or of one session. */
export function createTraceEvents(category: TraceCategory, sessionId?: string): (step: TraceStep) => void {
  const fieldsOf = createTraceFields(category, sessionId);
  return (step) => {
    const fields = fieldsOf(step);
    if (fields) window.dispatchEvent(Object.assign(new Event('TraceEvent'), fields, { deviceIdentifier: deviceIdentifier() }));
  };
}

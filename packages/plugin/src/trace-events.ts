import type { TraceCategory, TraceEventFields } from '@face-session/protocol';
import type { TraceStep } from '@face-session/capture';
import { deviceIdentifier } from './device-identifier.js';

/** Milliseconds in which an identical IN_PROGRESS event is told but once. */
const REPEAT_MS = 5_000;

/** Tells `window`'s `TraceEvent` listeners the steps of the SDK or of one session; the fields are on the event itself. */
export function createTraceEvents(category: TraceCategory, sessionId?: string): (step: TraceStep) => void {
  const toldAt = new Map<string, number>();
  return (step) => {
    const key = JSON.stringify(step);
    const now = Date.now();
    if (step.event === 'IN_PROGRESS' && now - (toldAt.get(key) ?? -Infinity) < REPEAT_MS) return;
    toldAt.set(key, now);
    const fields: TraceEventFields = {
      category,
      event: step.event,
      ...(step.status && { status: step.status }),
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(category === 'FACE_SESSION' && { page: 'FACE' as const }),
      ...(step.statusCode && { statusCode: step.statusCode }),
      ...(step.statusMessage === undefined ? {} : { statusMessage: step.statusMessage }),
      timestamp: `${new Date(now).toISOString().slice(0, 19)}Z`,
      deviceIdentifier: deviceIdentifier(),
    };
    window.dispatchEvent(Object.assign(new Event('TraceEvent'), fields));
  };
}

import type { TraceCategory, TraceEventFields } from '@face-session/protocol';
import type { TraceStep } from './trace.js';

/** Milliseconds in which an identical IN_PROGRESS event is reported only once. */
const REPEAT_MS = 5_000;

/** Makes the fields of a trace event of the SDK or of one session from each step; undefined for one that was just reported. */
export function createTraceFields(category: TraceCategory, sessionId?: string): (step: TraceStep) => TraceEventFields | undefined {
  const toldAt = new Map<string, number>();
  return (step) => {
    const key = JSON.stringify(step);
    const now = Date.now();
    if (step.event === 'IN_PROGRESS' && now - (toldAt.get(key) ?? -Infinity) < REPEAT_MS) return undefined;
    toldAt.set(key, now);
    return {
      category,
      event: step.event,
      ...(step.status && { status: step.status }),
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(category === 'FACE_SESSION' && { page: 'FACE' as const }),
      ...(step.statusCode && { statusCode: step.statusCode }),
      ...(step.statusMessage === undefined ? {} : { statusMessage: step.statusMessage }),
      timestamp: `${new Date(now).toISOString().slice(0, 19)}Z`,
    };
  };
}

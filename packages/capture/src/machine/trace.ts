import type { TraceEventName, TraceStatus, TraceStatusCode } from '@face-session/protocol';
import { traceCodeOfHint } from '../guidance/hint.js';
import type { EndCode } from '../end-code.js';
import type { RetryReason, SessionState } from './state.js';

/** A step of the session as the app receives it. The plugin adds category, page, session, device and time. */
export interface TraceStep {
  readonly event: TraceEventName;
  readonly status?: TraceStatus;
  readonly statusCode?: TraceStatusCode;
  readonly statusMessage?: string;
}

const codeOfEnd: Partial<Record<EndCode, TraceStatusCode>> = {
  USER_CANCEL: 'USER_CANCEL',
  SESSION_EXPIRED: 'SESSION_EXPIRED',
  SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS: 'FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
  SESSION_INVALIDATED_CAMERA_NOT_AVAILABLE: 'CAMERA_NOT_AVAILABLE',
  SESSION_INVALIDATED_CAMERA_PERMISSION_NOT_GRANTED: 'CAMERA_PERMISSION_NOT_GRANTED',
};

const codeOfReason: Record<RetryReason, TraceStatusCode> = {
  FACE_LIVENESS_FAILED: 'FACE_LIVENESS_FAILED',
  FACE_NO_MATCH: 'FACE_NO_MATCH',
  FACE_TIMEOUT: 'FACE_TIMEOUT',
  GESTURE_TIMEOUT: 'FACE_TIMEOUT',
  GESTURE_DECLINED: 'FACE_TIMEOUT',
  GESTURE_KEPT: 'FACE_TIMEOUT',
  FAULT: 'UNEXPECTED_ERROR',
};

/** Tells the steps of one session: VIEW, START, IN_PROGRESS*, COMPLETE per attempt, FINISH once. */
export function createTrace(): (state: SessionState) => TraceStep[] {
  let attempt: 'none' | 'viewed' | 'started' = 'none';
  let finished = false;
  let failedAttempts = 0;
  let last: SessionState['phase'] | undefined;
  let gestureIndex = -1;
  return (state) => {
    const { phase } = state;
    if (phase === last || finished) return [];
    last = phase;
    const steps: TraceStep[] = [];
    const complete = (status: TraceStatus, statusCode?: TraceStatusCode): void => {
      if (attempt !== 'none') steps.push({ event: 'COMPLETE', status, ...(statusCode && { statusCode }) });
      attempt = 'none';
    };
    if ((phase.name === 'preparing' || phase.name === 'framing') && attempt === 'none') {
      attempt = 'viewed';
      steps.push({ event: 'VIEW', status: 'SUCCESS' });
    }
    if (phase.name === 'framing') {
      if (attempt === 'viewed') {
        attempt = 'started';
        steps.push({ event: 'START', status: 'SUCCESS' });
      }
      const statusCode = traceCodeOfHint[phase.hint];
      if (statusCode) steps.push({ event: 'IN_PROGRESS', status: 'FAILURE', statusCode });
    }
    if (phase.name === 'gesture') {
      const gesture = phase.index === gestureIndex ? undefined : phase.gestures[phase.index];
      gestureIndex = phase.index;
      if (gesture) steps.push({ event: 'IN_PROGRESS', status: 'SUCCESS', statusCode: `FACE_LIVENESS_${gesture}` });
    }
    if (phase.name !== 'gesture') gestureIndex = -1;
    if (phase.name === 'retry') complete('FAILURE', codeOfReason[phase.reason]);
    if (phase.name === 'passed') complete('SUCCESS');
    if ((phase.name === 'closing' || phase.name === 'failed') && state.failedAttempts > failedAttempts) {
      const detail = phase.detail;
      complete('FAILURE', detail === 'FACE_NO_MATCH' || detail === 'FACE_LIVENESS_FAILED' ? detail : 'UNEXPECTED_ERROR');
    }
    failedAttempts = state.failedAttempts;
    // The panel of a session that is over may stay for a while. The app receives the end at once.
    if (phase.name === 'ended' || phase.name === 'failed') {
      finished = true;
      const end = phase.name === 'ended' ? phase.end : phase;
      if ('result' in end) steps.push({ event: 'FINISH', status: 'SUCCESS' });
      else {
        const { code, detail } = end;
        const statusCode = codeOfEnd[code] ?? 'UNEXPECTED_ERROR';
        steps.push({ event: 'FINISH', status: 'FAILURE', statusCode, ...(detail === undefined ? {} : { statusMessage: detail }) });
      }
    }
    return steps;
  };
}

import type { TraceEventFields } from '@face-session/protocol';
import { createTraceFields } from '../machine/trace-fields.js';
import type { TraceStep } from '../machine/trace.js';
import type { Tell } from '../tell.js';
import { PRIVATELY } from '../why-no-answer.js';

/** Milliseconds that steps wait for others: one request for the steps of a moment. */
const GATHER_MS = 1_000;

/** Reports the steps of one session to the service. */
export interface TraceReport {
  add(step: TraceStep): void;
  /** Sends what waits, and ends. */
  readonly close: () => void;
}

interface TraceReportOptions {
  /** Address of the service. */
  readonly baseURL: string;
  readonly token: string;
  readonly sessionId: string;
  readonly tell: Tell;
}

/**
 * Makes the report of a session that has begun. It holds names and codes only: neither the device nor a message, which may name an address. It delays nothing and
 * rejects nothing: a request that fails is lost. Steps are sent before the page goes away, too.
 */
export function createTraceReport({ baseURL, token, sessionId, tell }: TraceReportOptions): TraceReport {
  const fieldsOf = createTraceFields('FACE_SESSION', sessionId);
  const url = `${baseURL.replace(/\/+$/, '')}/api/v1/events`;
  const waiting: TraceEventFields[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isRefused = false;

  const send = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const events = waiting.splice(0);
    if (events.length === 0 || isRefused) return;
    const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    fetch(url, { method: 'POST', keepalive: true, headers, body: JSON.stringify({ events }), ...PRIVATELY }).then(
      ({ ok, status }) => {
        if (ok) return;
        isRefused = true;
        tell('TRACE_EVENTS_REFUSED', `POST ${url} was answered with status ${String(status)}.`);
      },
      () => undefined,
    );
  };
  const add = (fields: TraceEventFields | undefined): void => {
    if (!fields) return;
    waiting.push(fields);
    if (fields.event === 'FINISH') send();
    else timer ??= setTimeout(send, GATHER_MS);
  };
  addEventListener('pagehide', send);
  document.addEventListener('visibilitychange', send);
  add(createTraceFields('SDK', sessionId)({ event: 'INIT', status: 'SUCCESS' }));
  return {
    add({ event, status, statusCode }) {
      add(fieldsOf({ event, ...(status && { status }), ...(statusCode && { statusCode }) }));
    },
    close() {
      removeEventListener('pagehide', send);
      document.removeEventListener('visibilitychange', send);
      send();
    },
  };
}

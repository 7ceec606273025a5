import type { ApiErrorCode, AttemptOutcome, OpenAttemptRequest, OpenAttemptResponse } from '@face-session/protocol';
import { sessionHeaders } from '@face-session/protocol';
import { throwIfAborted, TIMED_OUT, withTimeout } from '../abort.js';
import { deviceInfo } from './device-info.js';
import { openingOf, outcomeOf } from './parse-answers.js';
import { ServiceFault } from './service-fault.js';

export { ServiceFault } from './service-fault.js';

/** One frame of an upload. */
export interface CapturedFrame {
  readonly jpeg: Blob;
  /** Milliseconds since the attempt was opened. */
  readonly capturedAtMs: number;
}

export interface ServiceClientOptions {
  /** With or without a slash at its end. */
  readonly baseURL: string;
  readonly token: string;
  readonly sessionId: string;
  readonly nonce?: string | undefined;
  readonly userIdentifier?: string | undefined;
}

/** The service's attempt protocol over HTTP. Each call rejects with a {@link ServiceFault}, or with the signal's reason. */
export interface ServiceClient {
  openAttempt(wishes: OpenAttemptRequest, signal: AbortSignal): Promise<OpenAttemptResponse>;
  uploadBurst(attemptId: string, frames: readonly CapturedFrame[], signal: AbortSignal): Promise<AttemptOutcome>;
  uploadGestures(attemptId: string, frames: readonly CapturedFrame[], signal: AbortSignal): Promise<AttemptOutcome>;
  /** Ends the session: its signed partial result; undefined if there is none. */
  endSession(signal: AbortSignal): Promise<string | undefined>;
}

/** A call that leaves nothing behind and leads nowhere else. */
export const PRIVATELY: RequestInit = { cache: 'no-store', credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' };

/** For a call that carries no frames; uploads are limited by their phase. */
const CALL_TIMEOUT_MS = 15_000;

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const base = options.baseURL.replace(/\/+$/, '');
  const headers: Record<string, string> = {
    Authorization: `Bearer ${options.token}`,
    [sessionHeaders.sessionId]: options.sessionId,
    [sessionHeaders.deviceInfo]: base64Of(JSON.stringify(deviceInfo())),
  };
  if (options.nonce !== undefined) headers[sessionHeaders.nonce] = options.nonce;
  if (options.userIdentifier !== undefined) headers[sessionHeaders.userIdentifier] = options.userIdentifier;

  const call = async (path: string, init: RequestInit): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${base}/api/v1${path}`, {
        ...init,
        headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
        ...PRIVATELY,
      });
    } catch (error) {
      if (init.signal?.aborted && init.signal.reason !== TIMED_OUT) throw error;
      // The browser does not tell a page which of these it is.
      throw new ServiceFault('NETWORK', `${base} could not be reached: offline, wrong address, connect-src or CORS_ORIGINS.`);
    }
    if (!response.ok) throw await faultOf(response);
    return response;
  };
  const upload = async (path: string, frames: readonly CapturedFrame[], signal: AbortSignal): Promise<AttemptOutcome> => {
    const form = new FormData();
    form.set('frames', JSON.stringify(frames.map(({ capturedAtMs }) => ({ capturedAtMs }))));
    for (const [index, { jpeg }] of frames.entries()) form.append('frame', jpeg, `${String(index)}.jpg`);
    return outcomeOf(await json(await call(path, { method: 'POST', body: form, signal })));
  };
  const inTime = async <T>(signal: AbortSignal, task: (limited: AbortSignal) => Promise<T>): Promise<T> => {
    throwIfAborted(signal);
    const limited = withTimeout(CALL_TIMEOUT_MS, signal);
    try {
      return await task(limited.signal);
    } finally {
      limited.done();
    }
  };

  return {
    async openAttempt(wishes, signal) {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wishes) };
      return inTime(signal, async (limited) => openingOf(await json(await call('/attempts', { ...init, signal: limited }))));
    },
    uploadBurst: (attemptId, frames, signal) => upload(`/attempts/${encodeURIComponent(attemptId)}/burst`, frames, signal),
    uploadGestures: (attemptId, frames, signal) => upload(`/attempts/${encodeURIComponent(attemptId)}/gestures`, frames, signal),
    async endSession(signal) {
      try {
        const end = (limited: AbortSignal): Promise<Response> => call('/face/end', { method: 'POST', signal: limited });
        return await inTime(signal, async (limited) => (await (await end(limited)).text()) || undefined);
      } catch (error) {
        if (error instanceof ServiceFault) return undefined;
        throw error;
      }
    },
  };
}

/** Base64 of text in UTF-8. */
function base64Of(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

async function json(response: Response): Promise<unknown> {
  try {
    return (await response.json()) as unknown;
  } catch {
    throw new ServiceFault('UNEXPECTED_ERROR', `${response.url} did not answer with JSON.`);
  }
}

/** The code of the problem details in an error answer, else one by its status (a proxy may have answered). */
async function faultOf(response: Response): Promise<ServiceFault> {
  const problem = (await response.json().catch(() => undefined)) as { code?: unknown; detail?: unknown; title?: unknown } | undefined;
  const code = typeof problem?.code === 'string' ? (problem.code as ApiErrorCode) : (codeOfStatus[response.status] ?? 'UNEXPECTED_ERROR');
  const text = [problem?.detail, problem?.title].find((part) => typeof part === 'string');
  return new ServiceFault(code, text ?? `The service answered with status ${String(response.status)}.`);
}

const codeOfStatus: Readonly<Record<number, ApiErrorCode>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  429: 'RATE_LIMITED',
  502: 'BUSY',
  503: 'BUSY',
  504: 'REQUEST_TIMEOUT',
};

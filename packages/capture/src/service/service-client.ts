import type { ApiErrorCode, AttemptOutcome, OpenAttemptRequest, OpenAttemptResponse } from '@face-session/protocol';
import { sessionHeaders } from '@face-session/protocol';
import { deviceInfo } from './device-info.js';

/** One frame of an upload. */
export interface CapturedFrame {
  readonly jpeg: Blob;
  /** Milliseconds since the attempt was opened. */
  readonly capturedAtMs: number;
}

/** A call that did not come to an answer of its documented kind. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';

  /** @param code the service's own code, or `NETWORK` if it could not be reached in time */
  constructor(
    readonly code: ApiErrorCode | 'NETWORK',
    message: string,
  ) {
    super(message);
  }
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
  /** The signed partial result; undefined if there is none. */
  incompleteResult(signal: AbortSignal): Promise<string | undefined>;
}

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
      response = await fetch(`${base}/api/v1/attempts${path}`, {
        ...init,
        headers: { ...headers, ...(init.headers as Record<string, string> | undefined) },
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      });
    } catch (error) {
      if (init.signal?.aborted && !isTimeout(init.signal.reason)) throw error;
      throw new ServiceFault('NETWORK', 'The service could not be reached in time.');
    }
    if (!response.ok) throw await faultOf(response);
    return response;
  };
  const upload = async (path: string, frames: readonly CapturedFrame[], signal: AbortSignal): Promise<AttemptOutcome> => {
    const form = new FormData();
    form.set('frames', JSON.stringify(frames.map(({ capturedAtMs }) => ({ capturedAtMs }))));
    for (const [index, { jpeg }] of frames.entries()) form.append('frame', jpeg, `${String(index)}.jpg`);
    return json<AttemptOutcome>(await call(path, { method: 'POST', body: form, signal }));
  };
  const limited = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]);

  return {
    async openAttempt(wishes, signal) {
      const init = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(wishes),
        signal: limited(signal),
      };
      return json<OpenAttemptResponse>(await call('', init));
    },
    uploadBurst: (attemptId, frames, signal) => upload(`/${encodeURIComponent(attemptId)}/burst`, frames, signal),
    uploadGestures: (attemptId, frames, signal) => upload(`/${encodeURIComponent(attemptId)}/gestures`, frames, signal),
    async incompleteResult(signal) {
      try {
        const response = await call('/incomplete-result', { signal: limited(signal) });
        return (await response.text()) || undefined;
      } catch (error) {
        if (error instanceof ServiceFault) return undefined;
        throw error;
      }
    },
  };
}

const isTimeout = (reason: unknown): boolean => reason instanceof DOMException && reason.name === 'TimeoutError';

/** Base64 of text in UTF-8. */
function base64Of(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

async function json<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new ServiceFault('UNEXPECTED_ERROR', 'The service answered with something else than JSON.');
  }
}

/** The code of the problem details in an error answer, else one by its status (a proxy may have answered). */
async function faultOf(response: Response): Promise<ServiceFault> {
  const problem = (await response.json().catch(() => undefined)) as { code?: unknown; detail?: unknown; title?: unknown } | undefined;
  const code = typeof problem?.code === 'string' ? (problem.code as ApiErrorCode) : codeOfStatus(response.status);
  const text = [problem?.detail, problem?.title].find((part) => typeof part === 'string');
  return new ServiceFault(code, text ?? `The service answered with status ${String(response.status)}.`);
}

function codeOfStatus(status: number): ApiErrorCode {
  switch (status) {
    case 401:
      return 'UNAUTHORIZED';
    case 403:
      return 'FORBIDDEN';
    case 404:
      return 'NOT_FOUND';
    case 408:
    case 504:
      return 'REQUEST_TIMEOUT';
    case 413:
      return 'PAYLOAD_TOO_LARGE';
    case 429:
      return 'RATE_LIMITED';
    case 502:
    case 503:
      return 'BUSY';
    default:
      return 'UNEXPECTED_ERROR';
  }
}

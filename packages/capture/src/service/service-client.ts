import {
  type AttemptOutcome,
  type Gesture,
  type OpenAttemptRequest,
  type OpenAttemptResponse,
  sessionHeaders,
} from '@face-session/protocol';
import { throwIfAborted, withTimeout } from '../abort.js';
import { ServiceError } from '../fault-errors.js';
import { createCall, jsonOf } from './call.js';
import { deviceInfo } from './device-info.js';
import { openingOf, outcomeOf } from './parse-answers.js';

/** One frame of an upload. */
export interface CapturedFrame {
  readonly jpeg: Blob;
  /** Milliseconds since the attempt was opened. */
  readonly capturedAtMs: number;
}

interface ServiceClientOptions {
  /** With or without a slash at its end. */
  readonly baseURL: string;
  readonly token: string;
  readonly sessionId: string;
  readonly nonce?: string | undefined;
  readonly userIdentifier?: string | undefined;
}

/** The service's attempt protocol over HTTP. Each call rejects with a {@link ServiceError}, or with the signal's reason. */
export interface ServiceClient {
  openAttempt(wishes: OpenAttemptRequest, signal: AbortSignal): Promise<OpenAttemptResponse>;
  uploadBurst(attemptId: string, frames: readonly CapturedFrame[], signal: AbortSignal): Promise<AttemptOutcome>;
  uploadGestures(attemptId: string, frames: readonly CapturedFrame[], signal: AbortSignal): Promise<AttemptOutcome>;
  /** Ends the attempt because the person cannot do a gesture of its challenge. */
  declineGesture(attemptId: string, gesture: Gesture, signal: AbortSignal): Promise<AttemptOutcome>;
  /** Ends the session: its signed partial result; undefined if there is none. */
  endSession(signal: AbortSignal): Promise<string | undefined>;
}

/** For a call that carries no frames; uploads are limited by their phase. */
const CALL_TIMEOUT_MS = 15_000;

export function createServiceClient(options: ServiceClientOptions): ServiceClient {
  const base = options.baseURL.replace(/\/+$/, '');
  const headers: Record<string, string> = {
    [sessionHeaders.sessionId]: options.sessionId,
    [sessionHeaders.deviceInfo]: base64Of(JSON.stringify(deviceInfo())),
  };
  if (options.nonce !== undefined) headers[sessionHeaders.nonce] = options.nonce;
  if (options.userIdentifier !== undefined) headers[sessionHeaders.userIdentifier] = options.userIdentifier;

  const call = createCall({ base, token: options.token, headers });
  const upload = async (path: string, frames: readonly CapturedFrame[], signal: AbortSignal): Promise<AttemptOutcome> => {
    const form = new FormData();
    form.set('frames', JSON.stringify(frames.map(({ capturedAtMs }) => ({ capturedAtMs }))));
    for (const [index, { jpeg }] of frames.entries()) form.append('frame', jpeg, `${String(index)}.jpg`);
    return outcomeOf(await jsonOf(await call(`/api/v1/attempts/${path}`, { method: 'POST', body: form, signal })));
  };
  const postJson = (path: string, body: object, signal: AbortSignal): Promise<unknown> =>
    inTime(signal, async (limited) =>
      jsonOf(
        await call(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal: limited }),
      ),
    );
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
    openAttempt: async (wishes, signal) => openingOf(await postJson('/api/v1/attempts', wishes, signal)),
    uploadBurst: (attemptId, frames, signal) => upload(`${encodeURIComponent(attemptId)}/burst`, frames, signal),
    uploadGestures: (attemptId, frames, signal) => upload(`${encodeURIComponent(attemptId)}/gestures`, frames, signal),
    declineGesture: async (attemptId, gesture, signal) =>
      outcomeOf(await postJson(`/api/v1/attempts/${encodeURIComponent(attemptId)}/decline`, { gesture }, signal)),
    async endSession(signal) {
      try {
        const end = (limited: AbortSignal): Promise<Response> => call('/api/v1/face/end', { method: 'POST', signal: limited });
        return await inTime(signal, async (limited) => (await (await end(limited)).text()) || undefined);
      } catch (error) {
        if (error instanceof ServiceError) return undefined;
        throw error;
      }
    },
  };
}

/** Base64 of text in UTF-8. */
function base64Of(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

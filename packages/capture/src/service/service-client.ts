import {
  type AttemptOutcome,
  type CameraTrace,
  type DeclineGestureRequest,
  type DeclineLightRequest,
  type LightShown,
  type OpenAttemptRequest,
  type OpenAttemptResponse,
  sessionHeaders,
} from '@face-session/protocol';
import { throwIfAborted, withTimeout } from '../abort.js';
import { ServiceError } from '../fault-errors.js';
import type { CaptureEvidence } from '../evidence/evidence.js';
import { createCall, jsonOf, type ServiceCall } from './call.js';
import { deviceInfo } from './device-info.js';
import { openingOf, outcomeOf } from './parse-answers.js';

/** One frame of an upload. */
export interface CapturedFrame {
  readonly jpeg: Blob;
  /** Milliseconds since the attempt was opened. */
  readonly capturedAtMs: number;
  /** Whether the service has it already: it was sent while the next were taken. A promise until that is known. */
  isAhead?: boolean | Promise<boolean>;
}

/** What a form has beside frames, each as JSON. */
interface UploadFields {
  /** What the browser told of the camera, for a service that asks for it. */
  readonly cameraTrace?: CameraTrace | undefined;
  readonly light?: LightShown | undefined;
}

interface ServiceClientOptions {
  /** With or without a slash at its end. */
  readonly baseURL: string;
  readonly token: string;
  readonly sessionId: string;
  readonly nonce?: string | undefined;
  readonly userIdentifier?: string | undefined;
  /** Signs the calls of an attempt; undefined: they are not signed. Nothing is sent before it is known. */
  readonly evidence?: Promise<CaptureEvidence | undefined> | undefined;
}

/** The service's attempt protocol over HTTP. Each call rejects with a {@link ServiceError}, or with the signal's reason. */
export interface ServiceClient {
  /** Any other call, of the same session. */
  readonly call: ServiceCall;
  openAttempt(wishes: OpenAttemptRequest, signal: AbortSignal): Promise<OpenAttemptResponse>;
  /** Sends a frame of a burst that is still being taken. @returns whether it arrived; never rejects */
  sendAhead(attemptId: string, frame: CapturedFrame, signal: AbortSignal): Promise<boolean>;
  /** Uploads all frames of a step of an attempt. */
  upload(
    attemptId: string,
    step: 'burst' | 'light' | 'gestures',
    frames: readonly CapturedFrame[],
    signal: AbortSignal,
    fields?: UploadFields,
  ): Promise<AttemptOutcome>;
  /** Declines a gesture, which ends the attempt, or a challenge of light. */
  decline(
    attemptId: string,
    step: 'decline' | 'light/decline',
    what: DeclineGestureRequest | DeclineLightRequest,
    signal: AbortSignal,
  ): Promise<AttemptOutcome>;
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

  const plain = createCall({ base, token: options.token, headers });
  const signed = options.evidence?.then((evidence) => evidence?.signed(plain));
  const call: ServiceCall = async (path, init) => ((await signed) ?? plain)(path, init);
  /** @param arrived of each frame: whether its file is left out */
  const send = (
    path: string,
    frames: readonly CapturedFrame[],
    signal: AbortSignal,
    arrived: readonly unknown[] = [],
    fields: UploadFields = {},
  ): Promise<Response> => {
    const form = new FormData();
    form.set('frames', JSON.stringify(frames.map(({ capturedAtMs }, index) => ({ capturedAtMs, ahead: arrived[index] || undefined }))));
    for (const [name, field] of Object.entries(fields)) if (field) form.set(name, JSON.stringify(field));
    frames.forEach(({ jpeg }, index) => {
      if (!arrived[index]) form.append('frame', jpeg, `${String(index)}.jpg`);
    });
    return call(path, { method: 'POST', body: form, signal });
  };
  const pathOf = (attemptId: string, step: string): string => `/api/v1/attempts/${encodeURIComponent(attemptId)}/${step}`;
  const upload: ServiceClient['upload'] = async (attemptId, step, frames, signal, fields) => {
    const path = pathOf(attemptId, step);
    const ahead: readonly unknown[] = frames.map(({ isAhead = false }) => isAhead);
    // Without a wait the request is on its way before the screen is drawn anew.
    const arrived = ahead.some((state) => state instanceof Promise) ? await Promise.all(ahead) : ahead;
    const response = await send(path, frames, signal, arrived, fields).catch((error: unknown) => {
      // Another instance of the service than the one that has them: it has refused before it charged the attempt.
      if (!arrived.includes(true) || (error as Partial<ServiceError>).fault !== 'VERSION_MISMATCH') throw error;
      return send(path, frames, signal, [], fields);
    });
    return outcomeOf(await jsonOf(response));
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
    call,
    openAttempt: async (wishes, signal) => openingOf(await postJson('/api/v1/attempts', wishes, signal)),
    sendAhead: (attemptId, frame, signal) =>
      send(pathOf(attemptId, 'frames'), [frame], signal).then(
        () => true,
        () => false,
      ),
    upload,
    decline: async (attemptId, step, what, signal) => outcomeOf(await postJson(pathOf(attemptId, step), what, signal)),
    async endSession(signal) {
      try {
        return await inTime(signal, async (limited) => {
          const ended = await call('/api/v1/face/end', { method: 'POST', signal: limited });
          return (await ended.text()) || undefined;
        });
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

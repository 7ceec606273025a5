import { allowedAttempts, CaptureError, createTraceFields, runFaceSession, type PartialTexts } from '@face-session/capture';
import type { HandOffMode, MatchLevel, TraceEventFields } from '@face-session/protocol';
import { OperationError } from './operation-error.js';
import { webSessionCodeOf } from './web-session-code.js';

/** Folder of the run-time assets, such as `https://cdn.example/face-session/`; the service's own unless given. */
export type Assets = string;

/** What all sessions of a page have in common. */
export interface CreateOptions {
  /** The access token that the customer's backend got from the service. */
  readonly accessToken: string;
  /** Address of the service; the issuer of the token unless given. */
  readonly baseURL?: string;
  /** The services that a token may lead to; any unless given. Not needed with `baseURL`. */
  readonly issuers?: readonly string[];
  /** Made by the customer's server, echoed in the result; at most 64 characters. */
  readonly nonce?: string;
  /** The customer's own id of the user, a UUID. */
  readonly userId?: string;
  readonly assets?: Assets;
  /** Words of the page's own, over those of the language. */
  readonly texts?: PartialTexts;
  /**
   * Reports the steps of each session to the service: names and codes, neither device nor person. The operator's setting for the client
   * (`client set --trace-events`) decides unless set. The token needs the scope KYC_EVENT_SDK.
   */
  readonly traceEvents?: boolean;
  /**
   * Whether the person may press a shutter where there can be no guidance; true unless set. False ends such a session with
   * WASM_NOT_SUPPORTED or WASM_LOAD_FAILED, as the reference's web SDK does.
   */
  readonly manualShutter?: boolean;
  /** Whether the person may run the session on another device: `never` unless set, `offer` or `only`. See docs/links.md, A capture on another device. */
  readonly allowHandOff?: HandOffMode;
}

/** One session. Callbacks come beside the promise, not instead of it. */
export interface FaceSessionOptions {
  /** The session that the customer's backend made by uploading the reference photo, a UUID. */
  readonly sessionId: string;
  /** Failed attempts that end the session, 1 to 3; more counts as 3, zero and less as not set. */
  readonly maxAttempts?: number;
  /** Lowest level that counts as a match, 1 to 5; the service's policy unless given, and never below it. */
  readonly minimumMatchLevel?: MatchLevel;
  /** A session that ends after a failed attempt rejects with the signed partial result as the error's `data`. */
  readonly returnDataForIncompleteSession?: boolean;
  /** Called with the signed result. */
  readonly onSuccess?: (result: string) => void;
  readonly onError?: (error: OperationError) => void;
  /** Called with each step of the session. */
  readonly onTrace?: (trace: TraceEventFields) => void;
  /** Called last, whatever the end was. */
  readonly onFinally?: () => void;
  /** Over those of {@link create}. */
  readonly allowHandOff?: HandOffMode;
  readonly assets?: Assets;
  readonly texts?: PartialTexts;
}

/** Runs sessions. */
export interface FaceSessionSDK {
  /**
   * Runs a face session over the whole page.
   *
   * @returns the signed result (compact JWS), to be verified by the customer's backend
   * @throws {@link OperationError}; not reported as unhandled if there is an `onError`
   */
  faceSession(options: FaceSessionOptions): Promise<string>;
}

/**
 * Makes an SDK for a page.
 *
 * @example
 * ```ts
 * const sdk = create({ baseURL: 'https://id.example', accessToken, nonce });
 * try {
 *   const result = await sdk.faceSession({ sessionId, onTrace: (trace) => console.log(trace.event) });
 * } catch (error) {
 *   if (error instanceof OperationError && error.code === 'USER_CANCEL') return;
 * }
 * ```
 */
export function create(common: CreateOptions): FaceSessionSDK {
  return {
    faceSession(options) {
      const ending = run(common, options).finally(() => {
        callBack(options.onFinally);
      });
      if (options.onError) ending.catch(() => undefined);
      return ending;
    },
  };
}

async function run(common: CreateOptions, options: FaceSessionOptions): Promise<string> {
  const fieldsOf = createTraceFields('FACE_SESSION', options.sessionId);
  try {
    const result = await runFaceSession(
      {
        token: common.accessToken,
        baseURL: common.baseURL,
        issuers: common.issuers,
        nonce: common.nonce,
        userIdentifier: common.userId,
        sessionId: options.sessionId,
        maxAttempts: allowedAttempts(options.maxAttempts),
        minimumMatchLevel: options.minimumMatchLevel,
        returnDataForIncompleteSession: options.returnDataForIncompleteSession,
        assetsURL: options.assets ?? common.assets,
        manualShutter: common.manualShutter,
        traceEvents: common.traceEvents,
        allowHandOff: options.allowHandOff ?? common.allowHandOff,
        texts: { ...common.texts, ...options.texts },
      },
      (step) => {
        const fields = fieldsOf(step);
        if (fields) callBack(options.onTrace, fields);
      },
    );
    callBack(options.onSuccess, result);
    return result;
  } catch (error) {
    const failure = operationErrorOf(error);
    callBack(options.onError, failure);
    throw failure;
  }
}

function operationErrorOf(error: unknown): OperationError {
  if (error instanceof CaptureError) return new OperationError(webSessionCodeOf(error.code), error.message, error.data, error.fault);
  return new OperationError('UNEXPECTED_ERROR', error instanceof Error ? error.message : String(error));
}

/** A callback that throws is the page's own fault: reported as such, without changing how the session ends. */
function callBack<Arguments extends unknown[]>(callback: ((...given: Arguments) => void) | undefined, ...given: Arguments): void {
  try {
    callback?.(...given);
  } catch (error) {
    // Absent in Safari below 15.4 and Chrome below 95.
    if (typeof reportError === 'function') reportError(error);
    else console.error(error);
  }
}

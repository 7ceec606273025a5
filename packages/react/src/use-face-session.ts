import {
  defineFaceSessionCapture,
  type CaptureError,
  type CaptureOptions,
  type FaceSessionCapture,
  type TraceStep,
} from '@face-session/capture';
import { useCallback, useEffect, useRef, useState } from 'react';

/** How a session ended: `result` is the signed result (compact JWS), to be verified by your backend; `error.code` says why there is none. */
export type SettledFaceSession =
  { readonly status: 'passed'; readonly result: string } | { readonly status: 'failed'; readonly error: CaptureError };

/** How the newest session stands. */
export type FaceSessionState = { readonly status: 'idle' } | { readonly status: 'running' } | SettledFaceSession;

/** What {@link useFaceSession} returns. */
export interface UseFaceSession {
  readonly state: FaceSessionState;
  /**
   * Runs a session over the whole screen: call it in an event handler. Never rejects: a second call while one runs gives `failed` with the code
   * ALREADY_RUNNING, and leaves the first and `state` alone.
   */
  readonly run: (options: CaptureOptions, onTrace?: (step: TraceStep) => void) => Promise<SettledFaceSession>;
  /** Ends the running session: it fails with the code USER_CANCEL. */
  readonly cancel: () => void;
}

/** Runs face sessions from event handlers. The session ends with the component that uses the hook. */
export function useFaceSession(): UseFaceSession {
  const [state, setState] = useState<FaceSessionState>({ status: 'idle' });
  const running = useRef<FaceSessionCapture | null>(null);
  const cancel = useCallback(() => running.current?.cancel(), []);
  useEffect(() => cancel, [cancel]);
  const run = useCallback<UseFaceSession['run']>(async (options, onTrace) => {
    defineFaceSessionCapture();
    const isFirst = running.current === null;
    const element = document.createElement('face-session-capture');
    document.body.append(element);
    if (isFirst) {
      running.current = element;
      setState({ status: 'running' });
    }
    const end = await element.start(options, onTrace).then(
      (result): SettledFaceSession => ({ status: 'passed', result }),
      (error: unknown): SettledFaceSession => ({ status: 'failed', error: error as CaptureError }),
    );
    // The panel that explains a failure may stay until the person closes it.
    void element.closed.then(() => {
      element.remove();
    });
    if (isFirst) {
      running.current = null;
      setState(end);
    }
    return end;
  }, []);
  return { state, run, cancel };
}

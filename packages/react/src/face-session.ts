import {
  defineFaceSessionCapture,
  type CaptureError,
  type CaptureOptions,
  type FaceSessionCapture,
  type TraceStep,
} from '@face-session/capture';
import { createElement, useEffect, useRef, type ReactElement } from 'react';

/** What {@link FaceSession} takes. */
export interface FaceSessionProps {
  /** The session to run. Another token or session id ends the one that runs and starts the new one; other changes wait for the next session. */
  readonly options: CaptureOptions;
  /** Called with the signed result (compact JWS), to be verified by your backend. */
  readonly onPassed: (result: string) => void;
  /** Called as soon as the session has ended without success; the panel that explains it may stay. Not called after the component was removed. */
  readonly onFailed: (error: CaptureError) => void;
  /** Called when nothing of the session is left on the screen. Not called after the component was removed. */
  readonly onClosed?: (() => void) | undefined;
  /** Called with each step of the session, for analytics. */
  readonly onTrace?: ((step: TraceStep) => void) | undefined;
}

/** Runs one face session over the whole screen while it is mounted. Removing it ends the session, with the camera off. */
export function FaceSession(props: FaceSessionProps): ReactElement {
  const element = useRef<FaceSessionCapture>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const { token, sessionId } = props.options;
  useEffect(() => {
    defineFaceSessionCapture();
    const { current } = element;
    let isMounted = true;
    const run = async (capture: FaceSessionCapture): Promise<void> => {
      const onTrace = (step: TraceStep): void => latest.current.onTrace?.(step);
      await capture.start(latest.current.options, onTrace).then(
        (result) => {
          if (isMounted) latest.current.onPassed(result);
        },
        (error: unknown) => {
          if (isMounted) latest.current.onFailed(error as CaptureError);
        },
      );
      await capture.closed;
      if (isMounted) latest.current.onClosed?.();
    };
    // StrictMode mounts, unmounts and mounts again in one task: only what stays mounted starts, so the camera is asked for once.
    const timer = setTimeout(() => {
      if (current) void run(current);
    });
    return () => {
      isMounted = false;
      clearTimeout(timer);
      current?.cancel();
    };
  }, [token, sessionId]);
  return createElement('face-session-capture', { ref: element });
}

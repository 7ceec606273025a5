import type { CaptureOptions } from './capture-options.js';
import { defineFaceSessionCapture } from './face-session-capture.js';
import type { TraceStep } from './machine/trace.js';

/**
 * Puts a `<face-session-capture>` into the page, runs one session and takes the element away again.
 * @returns the signed result (compact JWS)
 * @throws CaptureError
 */
export async function runFaceSession(options: CaptureOptions, onTrace?: (step: TraceStep) => void): Promise<string> {
  defineFaceSessionCapture();
  const element = document.createElement('face-session-capture');
  if (onTrace) {
    element.addEventListener('face-session-trace', ({ detail }) => {
      onTrace(detail);
    });
  }
  document.body.append(element);
  try {
    return await element.start(options);
  } finally {
    element.remove();
  }
}

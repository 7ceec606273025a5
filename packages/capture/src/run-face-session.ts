import type { CaptureOptions } from './capture-options.js';
import { defineFaceSessionCapture } from './face-session-capture.js';
import { requirePage } from './is-in-page.js';
import type { TraceStep } from './machine/trace.js';

/**
 * Puts a `<face-session-capture>` into the page, runs one session and takes the element away again. The panel that explains a failure may
 * stay after the rejection, until the person closes it or another session begins.
 * @returns the signed result (compact JWS)
 * @throws CaptureError
 */
export async function runFaceSession(options: CaptureOptions, onTrace?: (step: TraceStep) => void): Promise<string> {
  requirePage();
  defineFaceSessionCapture();
  const element = document.createElement('face-session-capture');
  document.body.append(element);
  try {
    return await element.start(options, onTrace);
  } finally {
    void element.closed.then(() => {
      element.remove();
    });
  }
}

import { pause } from './camera/next-picture.js';
import type { CaptureEvidence } from './evidence/evidence.js';
import { loadScript } from './scripts/load-script.js';

/** How long an attempt may wait for the evidence after the session began, in milliseconds: long past its loading beside the models, and short for a person who waits. */
const WAIT_MS = 4_000;

/** Loads and starts what gathers the evidence of a session. Undefined where it cannot be had in time: the service decides whether it does without. Never rejects. */
export function loadEvidence(sessionId: string, assetsURL: string): Promise<CaptureEvidence | undefined> {
  return Promise.race([
    loadScript('evidence', assetsURL)
      .then(({ startEvidence }) => startEvidence(sessionId))
      .catch(() => undefined),
    pause(WAIT_MS),
  ]);
}

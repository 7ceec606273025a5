import type { SessionParts } from '../sessions/parts.js';
import type { Admission } from './admission.js';
import type { HandOffStreams } from './hand-off-streams.js';
import type { RateLimiter } from './rate-limiter.js';

/** What the routes work with: the parts of the rules, and the guards of the door. */
export interface HttpParts extends SessionParts {
  readonly admission: Admission;
  readonly limiter: RateLimiter;
  readonly handOffStreams: HandOffStreams;
  /** Aborted when the service begins to stop: streams end then. */
  readonly closing: AbortSignal;
  /** Told when a call answers an error that its declaration lacks. */
  readonly onUndeclaredError: (message: string) => void;
  /** Folder of the capture's run-time assets; null if it was not built. */
  readonly assetsFolder: string | null;
  /** Folder of the assets of versions that ran before; null: none are kept. */
  readonly keptAssetsFolder: string | null;
  /** Folder of the page of links; null if it was not built. */
  readonly linkPageFolder: string | null;
}

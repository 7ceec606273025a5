import type { SessionParts } from '../sessions/parts.js';
import type { Admission } from './admission.js';
import type { HandOffStreams } from './hand-off-streams.js';
import type { RateLimiter } from './rate-limiter.js';

/** The dependencies of the routes: those of the rules, and those of the guards. */
export interface HttpParts extends SessionParts {
  readonly admission: Admission;
  readonly limiter: RateLimiter;
  readonly handOffStreams: HandOffStreams;
  /** Aborted when the service begins to stop: streams end then. */
  readonly closing: AbortSignal;
  /** Called when an endpoint responds with an error that its declaration lacks. */
  readonly onUndeclaredError: (message: string) => void;
  /** Folder of the capture's run-time assets; null if it was not built. */
  readonly assetsFolder: string | null;
  /** Folder of the assets of versions that ran before; null: none are kept. */
  readonly keptAssetsFolder: string | null;
  /** Folder of the page of links; null if it was not built. */
  readonly linkPageFolder: string | null;
}

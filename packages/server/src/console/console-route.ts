import type { LivenessCalibration } from '@face-session/liveness';
import type { z } from 'zod';
import type { ConsoleConfig } from '../config.js';
import type { ClientAddress } from '../http/client-address.js';
import type { CreateLinkParts } from '../links/create-link.js';
import type { RateLimiter } from '../http/rate-limiter.js';
import type { CentreBook } from '../population/centre-book.js';
import type { LevelMonitor } from '../population/level-monitor.js';
import type { ServiceParts } from '../service-parts.js';
import type { Refusal } from '../sessions/refusal.js';
import type { Operator, OperatorRole } from '../store/operator-store.js';
import type { AddressRules } from '../webhooks/address-rules.js';

/** What the routes of the console work with. */
export interface ConsoleParts extends ServiceParts, Pick<CreateLinkParts, 'faces' | 'metrics'> {
  readonly console: ConsoleConfig;
  readonly centres: CentreBook;
  readonly livenessCalibration: LivenessCalibration;
  readonly levels: Pick<LevelMonitor, 'ended'>;
  readonly limiter: RateLimiter;
  readonly addressOf: ClientAddress;
  readonly addressRules: AddressRules;
}

/** The codes that the console refuses a request with, and their statuses. */
export const consoleErrors = {
  INVALID: 400,
  NOT_SIGNED_IN: 401,
  REFUSED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
  BROKEN: 500,
} as const satisfies Record<string, number>;

/** A code of the console. */
export type ConsoleErrorCode = keyof typeof consoleErrors;

/** A request of the console that came through its guards. */
export interface ConsoleCall<Query = unknown, Body = unknown> {
  readonly query: Query;
  readonly body: Body;
  readonly operator: Operator;
}

/** Whom a request is about, for the audit log. */
interface CallSubject {
  readonly clientId?: string | undefined;
  readonly sessionHash?: string | undefined;
}

interface ConsoleRouteOf<Query extends z.ZodObject, Body extends z.ZodObject> {
  /** GET reads and is in the audit log as `console.viewed`; POST acts, and is there as `console.acted` before it is done. */
  readonly method: 'GET' | 'POST';
  readonly path: `/api/${string}`;
  /** The least role that may call it. */
  readonly role: OperatorRole;
  readonly query?: Query;
  readonly body?: Body;
  /** Largest body, in bytes; 64 KB unless given. */
  readonly bodyBytes?: number;
  readonly subject?: (call: Pick<ConsoleCall<z.output<Query>, z.output<Body>>, 'query' | 'body'>) => CallSubject;
  readonly handle: (parts: ConsoleParts, call: ConsoleCall<z.output<Query>, z.output<Body>>) => Promise<object | Refusal<ConsoleErrorCode>>;
}

/** One route of the console: what it reads, who may call it, and what it does. */
export type ConsoleRoute = ConsoleRouteOf<z.ZodObject, z.ZodObject>;

/** A route from its one declaration. */
export function consoleRoute<Query extends z.ZodObject, Body extends z.ZodObject>(route: ConsoleRouteOf<Query, Body>): ConsoleRoute {
  return route;
}

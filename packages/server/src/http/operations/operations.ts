import { attemptOperations } from './attempt-operations.js';
import { enrollmentOperations } from './enrollment-operations.js';
import { eventOperations } from './event-operations.js';
import type { Operation } from './operation.js';
import { resultOperations } from './result-operations.js';
import { sessionOperations } from './session-operations.js';
import { tokenOperations } from './token-operations.js';
import { v2Operations } from './v2-operations.js';

/** The calls of the service by operation id. A route names its own in `config.operation`; a test holds both against each other. */
export const operations = {
  ...tokenOperations,
  ...sessionOperations,
  ...attemptOperations,
  ...resultOperations,
  ...eventOperations,
  ...v2Operations,
  ...enrollmentOperations,
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof operations;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The operation that the route is; `hidden` for operators and fallbacks. */
    operation?: OperationId | 'hidden';
  }
}

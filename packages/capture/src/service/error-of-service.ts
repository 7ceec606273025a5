import { captureError } from '../capture-error.js';
import { ServiceError } from '../fault-errors.js';

/** What a call of its own rejects with for what was thrown: a fault of the service with its code. */
export function errorOfService(error: unknown): unknown {
  return error instanceof ServiceError && error.fault !== 'ATTEMPTS_USED_UP' ? captureError(error.fault, error.message) : error;
}

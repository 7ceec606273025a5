import type { EndFault, GuideFault } from './faults.js';

/** An error that a row of the table of faults explains. */
abstract class FaultError<Name> extends Error {
  /**
   * @param fault what went wrong
   * @param message what happened, in a sentence for the developer
   */
  constructor(
    readonly fault: Name,
    message: string,
  ) {
    super(message);
  }
}

/** A camera that could not be opened. */
export class CameraError extends FaultError<EndFault> {
  override readonly name = 'CameraError';
}

/** There will be no guidance here. */
export class GuideError extends FaultError<GuideFault> {
  override readonly name = 'GuideError';
}

/** A request without a response of the documented kind. `ATTEMPTS_USED_UP`: the session has no attempts left, which is not a fault. */
export class ServiceError extends FaultError<EndFault | 'ATTEMPTS_USED_UP'> {
  override readonly name = 'ServiceError';
}

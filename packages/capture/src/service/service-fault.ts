import type { EndFault } from '../faults.js';

/** A call that did not come to an answer of its documented kind. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';

  /**
   * @param fault what went wrong; `ATTEMPTS_USED_UP` if the session has no attempts left, which is no fault
   * @param message what happened, in a sentence for the developer
   */
  constructor(
    readonly fault: EndFault | 'ATTEMPTS_USED_UP',
    message: string,
  ) {
    super(message);
  }
}

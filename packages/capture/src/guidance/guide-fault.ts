import type { GuideFaultCode } from '../end-code.js';

/** There will be no guidance here. */
export class GuideFault extends Error {
  override readonly name = 'GuideFault';

  constructor(
    readonly code: GuideFaultCode,
    message: string,
  ) {
    super(message);
  }
}

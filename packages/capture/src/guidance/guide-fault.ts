import type { GuideFaultName } from '../faults.js';

/** There will be no guidance here. */
export class GuideFault extends Error {
  override readonly name = 'GuideFault';

  constructor(
    readonly fault: GuideFaultName,
    message: string,
  ) {
    super(message);
  }
}

import type { EndFault } from '@face-session/capture';
import type { WebSessionCode } from '@face-session/protocol';

/** The rejection of a session that ended without success. `switch` over `code`. */
export class OperationError extends Error {
  override readonly name = 'OperationError';

  /**
   * @param code why the session ended
   * @param message what happened, for the developer
   * @param data the signed partial result (compact JWS), if it was asked for and an attempt had failed
   * @param fault what went wrong, more finely than the code: see docs/troubleshooting.md. Undefined if the person left or did not match
   */
  constructor(
    readonly code: WebSessionCode | 'ALREADY_RUNNING',
    message: string,
    readonly data?: string,
    readonly fault?: EndFault,
  ) {
    super(message);
  }
}

import type { WebSessionCode } from '@face-session/protocol';

/** The rejection of a session that ended without success. `switch` over `code`. */
export class OperationError extends Error {
  override readonly name = 'OperationError';

  /**
   * @param code why the session ended
   * @param message what happened, for the developer
   * @param data the signed partial result (compact JWS), if it was asked for and an attempt had failed
   */
  constructor(
    readonly code: WebSessionCode | 'ALREADY_RUNNING',
    message: string,
    readonly data?: string,
  ) {
    super(message);
  }
}

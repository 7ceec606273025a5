import { endCodeMeanings, type EndCode } from './end-code.js';

/** The rejection of a session that ended without success. `switch` over `code`. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';

  /**
   * @param code why the session ended
   * @param message what happened, for the developer; the code's meaning unless given
   * @param data the signed partial result (compact JWS), if it was asked for and an attempt had failed
   * @param cause what was thrown, if the session ended by a fault
   */
  constructor(
    readonly code: EndCode,
    message: string = endCodeMeanings[code],
    readonly data?: string,
    cause?: unknown,
  ) {
    super(message);
    // The option of Error's constructor is newer (Chrome 93, Safari 15).
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: cause, configurable: true, writable: true });
  }
}

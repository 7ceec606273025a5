import type { EndCode } from './end-code.js';
import { faults, type EndFault } from './faults.js';

/** The rejection of a session that ended without success. `switch` over `code`. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';

  /**
   * @param code why the session ended
   * @param message what happened, for the developer; the code itself unless given; `endCodeMeanings` explains each
   * @param data the signed partial result (compact JWS), if it was asked for and an attempt had failed
   * @param cause what was thrown, if something was
   * @param fault what went wrong, more finely than the code: see docs/troubleshooting.md. Undefined if the person left or did not match
   */
  constructor(
    readonly code: EndCode,
    message: string = code,
    readonly data?: string,
    cause?: unknown,
    readonly fault?: EndFault,
  ) {
    super(message);
    // The option of Error's constructor is newer (Chrome 93, Safari 15).
    if (cause !== undefined) (this as { cause?: unknown }).cause = cause;
  }
}

/** The rejection for a fault of the table, with its code. */
export const captureError = (fault: EndFault, message: string, cause?: unknown): CaptureError =>
  new CaptureError(faults[fault].code, message, undefined, cause, fault);

/** The rejection for an argument that is missing or malformed. */
export const invalidConfig = (message: string, fault: EndFault = 'OPTION_INVALID'): CaptureError => captureError(fault, message);

/** Returns the message of a thrown value of any type. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

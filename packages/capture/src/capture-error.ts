import type { EndCode } from './end-code.js';

/** The rejection of a session that ended without success. `switch` over `code`. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';

  /**
   * @param code why the session ended
   * @param message what happened, for the developer; the code itself unless given; `endCodeMeanings` explains each
   * @param data the signed partial result (compact JWS), if it was asked for and an attempt had failed
   * @param cause what was thrown, if the session ended by a fault
   */
  constructor(
    readonly code: EndCode,
    message: string = code,
    readonly data?: string,
    cause?: unknown,
  ) {
    super(message);
    // The option of Error's constructor is newer (Chrome 93, Safari 15).
    if (cause !== undefined) (this as { cause?: unknown }).cause = cause;
  }
}

/** The rejection for an argument that is missing or malformed. */
export const invalidConfig = (message: string): CaptureError => new CaptureError('INVALID_CONFIG', message);

/** What a thrown value says, whatever it is. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

import type { ApiErrorCode } from '@face-session/protocol';

/** A call that did not come to an answer of its documented kind. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';

  /** @param code the service's own code, `NETWORK` if it could not be reached in time, `INVALID_ANSWER` if it answers otherwise than documented */
  constructor(
    readonly code: ApiErrorCode | 'NETWORK' | 'INVALID_ANSWER',
    message: string,
  ) {
    super(message);
  }
}

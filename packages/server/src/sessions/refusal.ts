import type { ApiErrorCode } from '@face-session/protocol';

/** A request that the rules do not allow: a value, since it is an answer and not a fault. */
export interface Refusal {
  readonly refused: ApiErrorCode;
  /** More for the developer; never about the person. */
  readonly detail?: string;
}

export function refusal(refused: ApiErrorCode, detail?: string): Refusal {
  return detail === undefined ? { refused } : { refused, detail };
}

export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/** Why the store takes no further attempt, in the registry's words. */
export function sessionRefusal(why: 'gone' | 'exhausted' | 'conflict'): Refusal {
  const codes = {
    gone: 'SESSION_EXPIRED',
    exhausted: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
    conflict: 'ATTEMPT_CONFLICT',
  } as const;
  return refusal(codes[why]);
}

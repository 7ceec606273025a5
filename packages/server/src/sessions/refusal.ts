import type { PhotoOutcome } from '@face-session/face/node';
import type { ApiErrorCode, SessionReason } from '@face-session/protocol';

/**
 * A request that the rules do not allow. It is a value, because it is a normal outcome. Functions name the codes that they refuse with, so that the
 * compiler holds a call's declaration against them.
 */
export interface Refusal<Code extends string = ApiErrorCode> {
  readonly refused: Code;
  /** What happened to the session; sent only to its own client. */
  readonly reason?: SessionReason;
  /** More for the developer; never about the person. */
  readonly detail?: string;
  /** Seconds after which the same request may be granted. */
  readonly retryAfterSeconds?: number;
}

export function refusal<const Code extends string>(refused: Code, detail?: string): Refusal<Code> {
  return detail === undefined ? { refused } : { refused, detail };
}

export function isRefusal(value: unknown): value is Refusal<string> {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** The codes of the registry for why the store takes no further attempt. */
const codesOfStore = {
  gone: 'SESSION_EXPIRED',
  unknown: 'SESSION_EXPIRED',
  used: 'SESSION_EXPIRED',
  exhausted: 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS',
  conflict: 'ATTEMPT_CONFLICT',
  otherKey: 'ATTEMPT_SIGNATURE_INVALID',
  notAdmitted: 'ATTEMPT_SIGNATURE_INVALID',
} as const;

const reasonsOfStore: { readonly [Why in keyof typeof codesOfStore]?: SessionReason } = {
  unknown: 'SESSION_UNKNOWN',
  used: 'SESSION_USED',
};

/** The refusal for what the store answered. */
export function sessionRefusal<Why extends keyof typeof codesOfStore>(why: Why): Refusal<(typeof codesOfStore)[Why]> {
  const reason = reasonsOfStore[why];
  return { ...refusal(codesOfStore[why]), ...(reason !== undefined && { reason }) };
}

/** Why an attempt is not taken. */
export type AttemptRefusal = Refusal<(typeof codesOfStore)[keyof typeof codesOfStore]>;

type RejectedPhoto = Extract<PhotoOutcome, { accepted: false }>;

/** Why a photo is refused. */
export type PhotoRefusal = Refusal<RejectedPhoto['code']>;

/** The refusal of a photo that was not accepted: `field` is its name in the request, the detail says what is wrong with the file. */
export function photoRefusal(outcome: RejectedPhoto, field: string): PhotoRefusal {
  const detail = 'detail' in outcome ? outcome.detail : undefined;
  return refusal(outcome.code, detail === undefined ? field : `${field}: ${detail}.`);
}

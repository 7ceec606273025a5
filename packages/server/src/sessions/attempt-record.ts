import type { PutChallenge, PutLight } from '@face-session/liveness';
import type { LightDecline, OpenAttemptRequest } from '@face-session/protocol';
import type { AttestationVerdict } from '../attestation/attestation-verifier.js';
import type { Sealer } from '../keys/sealer.js';
import type { SessionContext } from './session-context.js';

/** What is kept of an attempt between its calls; sealed under the attempt's id. */
export interface AttemptRecord {
  readonly wishes: OpenAttemptRequest;
  /** As told when the attempt was opened: what the result will say. */
  readonly nonce: string | null;
  readonly userIdentifier: string | null;
  /** What became of the attestation that came with the burst. */
  readonly attestation?: AttestationVerdict | undefined;
  /** Kept when gestures follow, for the audit log. */
  readonly light?: LightRecord;
  readonly challenge?: ChallengeRecord;
}

/** A challenge, and what the burst before it showed. */
export interface ChallengeRecord extends PutChallenge {
  /** The audit-trail image as it would be kept, JPEG in base64. */
  readonly image: string;
}

/** A challenge of light, and what the burst before it showed. */
export interface LightRecord extends PutLight {
  /** The audit-trail image as it would be kept, JPEG in base64. */
  readonly image: string;
  /** Why it was not shown. */
  readonly declined?: LightDecline;
}

export function sealAttempt(sealer: Sealer, attemptId: string, record: AttemptRecord): Buffer {
  return sealer.seal('attempt', attemptId, Buffer.from(JSON.stringify(record)));
}

export function openAttemptRecord(sealer: Sealer, attemptId: string, sealed: Uint8Array): AttemptRecord {
  return JSON.parse(sealer.open('attempt', attemptId, sealed).toString()) as AttemptRecord;
}

/** What the incomplete result of a session repeats of its last attempt. */
type AttemptOrigin = Pick<AttemptRecord, 'nonce' | 'userIdentifier'>;

/** Sealed under the session id: unlike the record it is read when the attempt's id is no longer known. */
export function sealOrigin(sealer: Sealer, sessionId: string, { nonce, userIdentifier }: AttemptOrigin): Buffer {
  return sealer.seal('origin', sessionId, Buffer.from(JSON.stringify({ nonce, userIdentifier })));
}

export function openOrigin(sealer: Sealer, sessionId: string, sealed: Uint8Array): AttemptOrigin {
  return JSON.parse(sealer.open('origin', sessionId, sealed).toString()) as AttemptOrigin;
}

/** Whether a later call belongs to the attempt as it was opened: a nonce, once told, cannot change. */
export function belongsTo(record: AttemptRecord, context: SessionContext): boolean {
  return context.nonce === null || context.nonce === record.nonce;
}

import type { Gesture, SignedStatement } from '@face-session/protocol';
import { deviceAttestationOf } from '../attestation/device-attestation.js';
import type { ChargedAttempt } from './attempt-audit.js';
import { openAttemptRecord, type ChallengeRecord } from './attempt-record.js';
import { attemptKeyOf } from './conclude-attempt.js';
import { enrollmentOf, templateFromBytes } from './kept-reference.js';
import type { SessionParts } from './parts.js';
import { sessionRefusal, type AttemptRefusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { refuseUpload } from './refuse-upload.js';
import { admission } from './signed-upload.js';

/** A challenged attempt that no other request can claim. */
interface TakenChallenge {
  readonly attempt: ChargedAttempt;
  readonly challenge: ChallengeRecord;
  /** Opens the template of the reference photo. */
  readonly reference: () => Float32Array;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly inTime: boolean;
  /** The pair of gestures that the person declined in this session, sealed under the session id; null: none. */
  readonly declinedSealed: Uint8Array | null;
  /** What the session compares with, or the outcome of a test session, sealed under the session id. */
  readonly templateSealed: Uint8Array;
}

/** The signature of an answer to a challenge. */
interface SignedAnswer {
  readonly kind: 'gestures' | 'decline';
  readonly signature: string | undefined;
  /** What must be signed, given the gestures of the challenge. */
  readonly statement: (gestures: readonly Gesture[]) => SignedStatement;
}

/** Claims a challenged attempt for its decision, once. An answer that is not signed as the attempt demands claims nothing. */
export async function takeChallenge(
  parts: Pick<SessionParts, 'store' | 'sealer' | 'centres' | 'clock'>,
  context: SessionContext,
  attemptId: string,
  now: number,
  { kind, signature, statement }: SignedAnswer,
): Promise<TakenChallenge | AttemptRefusal> {
  const { store, sealer, centres } = parts;
  const admits = admission(sealer, attemptId, signature, ({ challenge }) => statement(challenge?.gestures ?? []));
  const answered = await store.answerChallenge(attemptKeyOf(context, attemptId), now, admits);
  if (!answered.answered) {
    return answered.why === 'notAdmitted' ? refuseUpload(parts, context, attemptId, kind) : sessionRefusal(answered.why);
  }
  const record = openAttemptRecord(sealer, attemptId, answered.sealed);
  const { challenge } = record;
  if (!challenge) return sessionRefusal('conflict');
  const { number, openedAt, inTime, declinedSealed, templateSealed } = answered;
  const enrollmentIdentifier = enrollmentOf(sealer, context.sessionId, answered.enrollmentSealed);
  const device = deviceAttestationOf(sealer, context.client.clientId, {
    report: record.wishes.device,
    isSigned: record.wishes.captureKey !== undefined,
    refusedUploads: answered.refusedUploads,
  });
  const calibration = await centres.calibrationFor(context.client);
  const reference = (): Float32Array => templateFromBytes(sealer.open('template', context.sessionId, templateSealed));
  return {
    attempt: { attemptId, number, record, enrollmentIdentifier, calibration, templateSealed, device },
    challenge,
    reference,
    openedAt,
    inTime,
    declinedSealed,
    templateSealed,
  };
}

import type { ChargedAttempt } from './attempt-audit.js';
import { openAttemptRecord, type ChallengeRecord } from './attempt-record.js';
import { attemptKeyOf } from './conclude-attempt.js';
import { enrollmentOf, templateFromBytes } from './kept-reference.js';
import type { SessionParts } from './parts.js';
import { sessionRefusal, type AttemptRefusal } from './refusal.js';
import type { SessionContext } from './session-context.js';

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

/** Claims a challenged attempt for its decision, once. */
export async function takeChallenge(
  { store, sealer, centres }: Pick<SessionParts, 'store' | 'sealer' | 'centres'>,
  context: SessionContext,
  attemptId: string,
  now: number,
): Promise<TakenChallenge | AttemptRefusal> {
  const answered = await store.answerChallenge(attemptKeyOf(context, attemptId), now);
  if (!answered.answered) return sessionRefusal(answered.why);
  const record = openAttemptRecord(sealer, attemptId, answered.sealed);
  const { challenge } = record;
  if (!challenge) return sessionRefusal('conflict');
  const { number, openedAt, inTime, declinedSealed, templateSealed } = answered;
  const enrollmentIdentifier = enrollmentOf(sealer, context.sessionId, answered.enrollmentSealed);
  const calibration = await centres.calibrationFor(context.client);
  const reference = (): Float32Array => templateFromBytes(sealer.open('template', context.sessionId, templateSealed));
  return {
    attempt: { attemptId, number, record, enrollmentIdentifier, calibration, templateSealed },
    challenge,
    reference,
    openedAt,
    inTime,
    declinedSealed,
    templateSealed,
  };
}

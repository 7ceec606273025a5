import type { Gesture, SignedStatement } from '@face-session/protocol';
import { deviceAttestationOf } from '../attestation/device-attestation.js';
import type { ChargedAttempt } from './attempt-audit.js';
import { openAttemptRecord, type AttemptRecord, type ChallengeRecord, type LightRecord } from './attempt-record.js';
import { attemptKeyOf } from './conclude-attempt.js';
import { enrollmentOf, templateFromBytes } from './kept-reference.js';
import type { SessionParts } from './parts.js';
import { isRefusal, sessionRefusal, type AttemptRefusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { refuseUpload } from './refuse-upload.js';
import { admission } from './signed-upload.js';

/** A challenged attempt that no other request can claim. */
interface TakenAttempt {
  readonly attempt: ChargedAttempt;
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

/** An attempt that was challenged with gestures. */
interface TakenChallenge extends TakenAttempt {
  readonly challenge: ChallengeRecord;
}

/** An attempt that was challenged with light. */
export interface TakenLight extends TakenAttempt {
  readonly light: LightRecord;
}

/** The signature of an answer to a challenge. */
interface SignedAnswer<Asked> {
  readonly kind: SignedStatement['kind'];
  readonly signature: string | undefined;
  /** What must be signed, given what the challenge asked for. */
  readonly statement: (asked: Asked) => SignedStatement;
}

type TakingParts = Pick<SessionParts, 'store' | 'sealer' | 'centres' | 'clock'>;

/** Claims an attempt that was challenged with gestures for its decision, once. An answer that is not signed as the attempt demands claims nothing. */
export async function takeChallenge(
  parts: TakingParts,
  context: SessionContext,
  attemptId: string,
  now: number,
  { statement, ...answer }: SignedAnswer<readonly Gesture[]>,
): Promise<TakenChallenge | AttemptRefusal> {
  const signed = { ...answer, statement: ({ challenge }: AttemptRecord) => statement(challenge?.gestures ?? []) };
  const taken = await takeAttempt(parts, context, attemptId, now, signed);
  if (isRefusal(taken)) return taken;
  const { challenge } = taken.attempt.record;
  return challenge ? { ...taken, challenge } : sessionRefusal('conflict');
}

/** Claims an attempt that was challenged with light for its decision, once. The colours of the challenge are what must be signed. */
export async function takeLight(
  parts: TakingParts,
  context: SessionContext,
  attemptId: string,
  now: number,
  { statement, ...answer }: SignedAnswer<readonly string[]>,
): Promise<TakenLight | AttemptRefusal> {
  const signed = { ...answer, statement: ({ light }: AttemptRecord) => statement(light?.steps.map(({ colour }) => colour) ?? []) };
  const taken = await takeAttempt(parts, context, attemptId, now, signed);
  if (isRefusal(taken)) return taken;
  const { light, challenge } = taken.attempt.record;
  return light && !challenge ? { ...taken, light } : sessionRefusal('conflict');
}

async function takeAttempt(
  parts: TakingParts,
  context: SessionContext,
  attemptId: string,
  now: number,
  { kind, signature, statement }: SignedAnswer<AttemptRecord>,
): Promise<TakenAttempt | AttemptRefusal> {
  const { store, sealer, centres } = parts;
  const answered = await store.answerChallenge(attemptKeyOf(context, attemptId), now, admission(sealer, attemptId, signature, statement));
  if (!answered.answered) {
    return answered.why === 'notAdmitted' ? refuseUpload(parts, context, attemptId, kind) : sessionRefusal(answered.why);
  }
  const record = openAttemptRecord(sealer, attemptId, answered.sealed);
  const { number, openedAt, inTime, declinedSealed, templateSealed } = answered;
  const enrollmentIdentifier = enrollmentOf(sealer, context.sessionId, answered.enrollmentSealed);
  const device = deviceAttestationOf(sealer, context.client.clientId, record, answered.refusedUploads);
  const calibration = await centres.calibrationFor(context.client);
  const reference = (): Float32Array => templateFromBytes(sealer.open('template', context.sessionId, templateSealed));
  return {
    attempt: { attemptId, number, record, enrollmentIdentifier, calibration, templateSealed, device },
    reference,
    openedAt,
    inTime,
    declinedSealed,
    templateSealed,
  };
}

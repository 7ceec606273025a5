import { PictureError } from '@face-session/face/node';
import { gestureParts, gesturePlan, judgeGestures } from '@face-session/liveness';
import type { AttemptOutcome } from '@face-session/protocol';
import type { ChargedAttempt } from './attempt-audit.js';
import { belongsTo, openAttemptRecord } from './attempt-record.js';
import { attemptKeyOf, failAttempt, passAttempt } from './conclude-attempt.js';
import { measureFrames, type UploadedFrame } from './measure-frames.js';
import type { SessionParts } from './parts.js';
import { refusal, sessionRefusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';

/** The most gestures that an attempt asks for: bounds an upload before the attempt is known. */
const MAX_GESTURES = 3;

/** Judges the gestures of a challenged attempt: passed or failed. */
export async function submitGestures(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  uploaded: readonly UploadedFrame[],
): Promise<AttemptOutcome | Refusal> {
  const { store, sealer, clock } = parts;
  const mostFrames = gesturePlan(MAX_GESTURES).count;
  if (uploaded.length > mostFrames) return refusal('INVALID_REQUEST', `Gestures have at most ${mostFrames} frames.`);
  await parts.keys.checkSigning(context.client.signingAlgorithm);
  const receivedAt = clock();
  const answered = await store.answerChallenge(attemptKeyOf(context, attemptId), receivedAt);
  if (!answered.answered) return sessionRefusal(answered.why);
  const record = openAttemptRecord(sealer, attemptId, answered.sealed);
  const attempt: ChargedAttempt = { attemptId, number: answered.number, record };
  const challenge = record.challenge;
  if (!challenge) return sessionRefusal('conflict');

  const fail = (reason: string, more: Partial<Parameters<typeof failAttempt>[3]> = {}): Promise<AttemptOutcome> =>
    failAttempt(parts, context, attempt, {
      code: 'FACE_LIVENESS_FAILED',
      reason,
      matchLevel: challenge.matchLevel,
      findings: {},
      ...more,
    });
  if (!answered.inTime) return fail('gestures_late', { gestureFault: 'TOO_LATE' });
  if (!belongsTo(record, context)) return fail('other_nonce');
  if (uploaded.length > gesturePlan(challenge.gestures.length).count) return fail('too_many_frames');

  let measured;
  try {
    measured = await measureFrames(parts, uploaded, gestureParts);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return fail('unreadable_frame');
  }
  const verdict = judgeGestures(challenge.gestures, measured.frames, {
    neutral: challenge.neutral,
    challengedAtMs: challenge.challengedAtMs,
    receivedAtMs: receivedAt - answered.openedAt,
    replayedDigests: measured.replayedDigests,
    calibration: parts.livenessCalibration,
  });
  const seenGestures = verdict.seen.map(({ gesture, peak }) => ({ gesture, peak }));
  if (!verdict.live) {
    const failed = Object.entries(verdict.evidence).find(([, { outcome }]) => outcome !== 'pass')?.[0];
    return fail(failed ?? 'gestures', { gestureFault: verdict.fault, findings: verdict.evidence, seenGestures });
  }
  return passAttempt(parts, context, attempt, {
    matchLevel: challenge.matchLevel,
    image: Buffer.from(challenge.image, 'base64'),
    findings: verdict.evidence,
    seenGestures,
  });
}

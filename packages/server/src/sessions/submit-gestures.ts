import { decideGestures, failedUnjudged, gestureParts, gesturePlan } from '@face-session/liveness';
import { MAX_GESTURES, type AttemptOutcome } from '@face-session/protocol';
import { belongsTo } from './attempt-record.js';
import { failAttempt, passAttempt } from './conclude-attempt.js';
import { concludeAsTold } from './conclude-simulated.js';
import { measureFrames } from './measure-frames.js';
import { calibrationsOf, type SessionParts } from './parts.js';
import { isRefusal, refusal, type AttemptRefusal, type Refusal } from './refusal.js';
import { checkSigning } from './result.js';
import type { SessionContext } from './session-context.js';
import { signedFrames } from './signed-upload.js';
import { takeChallenge } from './take-challenge.js';
import type { UploadedFrame } from './uploaded-frame.js';

/** Measures the gestures of a challenged attempt, decides and records: passed or failed. */
export async function submitGestures(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  uploaded: readonly UploadedFrame[],
  signature?: string,
): Promise<AttemptOutcome | AttemptRefusal | Refusal<'INVALID_REQUEST'>> {
  // Bounds an upload before the attempt is known.
  const mostFrames = gesturePlan(MAX_GESTURES).count;
  if (uploaded.length > mostFrames) return refusal('INVALID_REQUEST', `Gestures have at most ${mostFrames} frames.`);
  await checkSigning(parts, context.client);
  const receivedAt = parts.clock();
  const taken = await takeChallenge(parts, context, attemptId, receivedAt, {
    kind: 'gestures',
    signature,
    statement: (gestures) => ({ kind: 'gestures', attemptId, gestures, frames: signedFrames(uploaded) }),
  });
  if (isRefusal(taken)) return taken;
  const { attempt, challenge, reference, openedAt, inTime } = taken;
  const fail = (reason: Parameters<typeof failedUnjudged>[0]): Promise<AttemptOutcome> =>
    failAttempt(parts, context, attempt, failedUnjudged(reason, challenge.matchLevel));
  if (!inTime) return fail('gestures_late');
  if (!belongsTo(attempt.record, context)) return fail('other_nonce');
  if (context.client.test) return concludeAsTold(parts, context, attempt, taken.templateSealed);
  if (uploaded.length > gesturePlan(challenge.gestures.length).count) return fail('too_many_frames');
  const measured = await measureFrames(parts, uploaded, () => gestureParts);
  if (measured === null) return fail('unreadable_frame');

  const decision = decideGestures({ ...measured, receivedAtMs: receivedAt - openedAt }, challenge, calibrationsOf(parts, attempt));
  if (decision.outcome === 'failed') return failAttempt(parts, context, attempt, decision);
  return passAttempt(parts, context, attempt, decision, Buffer.from(challenge.image, 'base64'), {
    reference: reference(),
    live: Float32Array.from(challenge.neutral.template),
  });
}

import {
  decideLight,
  declinedLight,
  failedUnjudged,
  lightParts,
  lightPlan,
  longestLightPlan,
  type LightOutcome,
} from '@face-session/liveness';
import type { AttemptOutcome, DeclineLightRequest, LightShown } from '@face-session/protocol';
import { belongsTo } from './attempt-record.js';
import { challengeAttempt } from './challenge-attempt.js';
import { failAttempt, passAttempt } from './conclude-attempt.js';
import { concludeAsTold } from './conclude-simulated.js';
import { measureFrames } from './measure-frames.js';
import { calibrationsOf, type SessionParts } from './parts.js';
import { isRefusal, refusal, type AttemptRefusal, type Refusal } from './refusal.js';
import { checkSigning } from './result.js';
import type { SessionContext } from './session-context.js';
import { signedFrames } from './signed-upload.js';
import { takeLight, type TakenLight } from './take-challenge.js';
import type { UploadedFrame } from './uploaded-frame.js';

/** Measures the light of a challenged attempt, decides and records: passed, failed, or challenged with gestures. */
export async function submitLight(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  { startedAtMs }: LightShown,
  uploaded: readonly UploadedFrame[],
  signature?: string,
): Promise<AttemptOutcome | AttemptRefusal | Refusal<'INVALID_REQUEST'>> {
  if (uploaded.length > longestLightPlan.count) return refusal('INVALID_REQUEST', `Light has at most ${longestLightPlan.count} frames.`);
  await checkSigning(parts, context.client);
  const receivedAt = parts.clock();
  const taken = await takeLight(parts, context, attemptId, receivedAt, {
    kind: 'light',
    signature,
    statement: (colours) => ({ kind: 'light', attemptId, colours, startedAtMs, frames: signedFrames(uploaded) }),
  });
  if (isRefusal(taken)) return taken;
  const { attempt, light, openedAt, inTime } = taken;
  const fail = (reason: Parameters<typeof failedUnjudged>[0]): Promise<AttemptOutcome> =>
    failAttempt(parts, context, attempt, failedUnjudged(reason, light.matchLevel));
  if (!inTime) return fail('light_late');
  if (!belongsTo(attempt.record, context)) return fail('other_nonce');
  if (context.client.test) return concludeAsTold(parts, context, attempt, taken.templateSealed);
  if (uploaded.length > lightPlan(light.steps).count) return fail('too_many_frames');
  const measured = await measureFrames(parts, uploaded, lightParts);
  if (measured === null) return fail('unreadable_frame');
  const upload = { ...measured, receivedAtMs: receivedAt - openedAt };
  return proceed(parts, context, taken, decideLight(upload, startedAtMs, light, calibrationsOf(parts, attempt)));
}

/** Goes on without light: the person declined it, or the capture could not show it. What then follows is what the rules ask for without light, and no less. */
export async function declineLight(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  { reason, signature }: DeclineLightRequest,
): Promise<AttemptOutcome | AttemptRefusal> {
  await checkSigning(parts, context.client);
  const taken = await takeLight(parts, context, attemptId, parts.clock(), {
    kind: 'light-decline',
    signature,
    statement: (colours) => ({ kind: 'light-decline', attemptId, colours, reason }),
  });
  if (isRefusal(taken)) return taken;
  const { light, inTime } = taken;
  const attempt = { ...taken.attempt, record: { ...taken.attempt.record, light: { ...light, declined: reason } } };
  const fail = (why: Parameters<typeof failedUnjudged>[0]): Promise<AttemptOutcome> =>
    failAttempt(parts, context, attempt, failedUnjudged(why, light.matchLevel));
  if (!inTime) return fail('light_late');
  if (!belongsTo(attempt.record, context)) return fail('other_nonce');
  if (context.client.test) return concludeAsTold(parts, context, attempt, taken.templateSealed);
  return proceed(parts, context, { ...taken, attempt }, declinedLight(light));
}

async function proceed(
  parts: SessionParts,
  context: SessionContext,
  { attempt, light, openedAt, reference }: TakenLight,
  decision: LightOutcome,
): Promise<AttemptOutcome | Refusal<'SESSION_EXPIRED'>> {
  if (decision.outcome === 'failed') return failAttempt(parts, context, attempt, decision);
  const image = Buffer.from(light.image, 'base64');
  const { matchLevel, neutral } = light;
  if (decision.outcome === 'challenged')
    return challengeAttempt(parts, context, attempt, { ...decision, matchLevel, neutral, image, openedAt });
  return passAttempt(parts, context, attempt, decision, image, { reference: reference(), live: Float32Array.from(neutral.template) });
}

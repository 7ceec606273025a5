import { matchLevelOf, similarity } from '@face-session/face';
import { PictureError } from '@face-session/face/node';
import { judgeNod, nodParts } from '@face-session/liveness';
import type { AttemptFailureCode, MatchLevel } from '@face-session/protocol';
import type { ChargedAttempt, Findings } from './attempt-audit.js';
import { openAttemptRecord } from './attempt-record.js';
import { attemptKeyOf, failAttempt, passAttempt, type AttemptConclusion } from './conclude-attempt.js';
import { measureFrames, type MeasuredFrames } from './measure-frames.js';
import { openAttempt } from './open-attempt.js';
import type { SessionParts } from './parts.js';
import { isRefusal, refusal, sessionRefusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { strictestOf } from './strictness.js';
import { templateFromBytes } from './template-bytes.js';

/**
 * A whole attempt of the reference's web SDK: two pictures around a nod. Charges the session's one budget, then judges. Where the policy is `active` it
 * is refused: a nod that nobody drew at random must not be a way around the gestures.
 */
export async function submitNod(
  parts: SessionParts,
  context: SessionContext,
  pictures: readonly [Uint8Array, Uint8Array],
): Promise<AttemptConclusion | Refusal> {
  const rules = strictestOf(parts.config, context.client.policy, {});
  if (rules.livenessPolicy === 'active') return refusal('FORBIDDEN', 'The liveness policy asks for gestures, which this call has not.');
  await parts.keys.checkSigning(context.client.signingAlgorithm);
  const opened = await openAttempt(parts, context, {});
  if (isRefusal(opened)) return opened;
  const { attemptId } = opened;
  const charged = await parts.store.chargeAttempt(attemptKeyOf(context, attemptId), parts.clock());
  if (!charged.charged) return sessionRefusal(charged.why);
  const attempt: ChargedAttempt = {
    attemptId,
    number: charged.number,
    record: openAttemptRecord(parts.sealer, attemptId, charged.sealed),
  };
  const fail = (code: AttemptFailureCode, reason: string, matchLevel: MatchLevel | null, findings: Findings) =>
    failAttempt(parts, context, attempt, { code, reason, matchLevel, findings });

  const measured = await measure(parts, pictures);
  if (!measured) return fail('FACE_LIVENESS_FAILED', 'unreadable_frame', null, {});
  const [first, second] = measured.frames;
  if (!first || !second) throw new Error('Two pictures were sent and not two were measured.');
  const verdict = judgeNod(first, second, { replayedDigests: measured.replayedDigests, calibration: parts.livenessCalibration });
  const live = measured.frames[verdict.bestFrame]?.analysis;
  if (!verdict.live || !live?.template) return fail('FACE_LIVENESS_FAILED', failedCheckOf(verdict.evidence), null, verdict.evidence);

  const reference = templateFromBytes(parts.sealer.open('template', context.sessionId, charged.templateSealed));
  const matchLevel = matchLevelOf(similarity(reference, live.template), parts.calibration);
  if (matchLevel < rules.minimumMatchLevel) return fail('FACE_NO_MATCH', 'no_match', matchLevel, verdict.evidence);
  const image = await parts.metrics.timeStage('image', () => parts.faces.selfie(pictures[verdict.bestFrame], live, undefined));
  return passAttempt(parts, context, attempt, { matchLevel, image, findings: verdict.evidence });
}

async function measure(parts: SessionParts, pictures: readonly Uint8Array[]): Promise<MeasuredFrames | null> {
  try {
    return await measureFrames(
      parts,
      pictures.map((picture) => ({ capturedAtMs: 0, picture })),
      nodParts,
    );
  } catch (error) {
    if (error instanceof PictureError) return null;
    throw error;
  }
}

function failedCheckOf(findings: Findings): string {
  return Object.entries(findings).find(([, { outcome }]) => outcome !== 'pass')?.[0] ?? 'liveness';
}

import { fuseFrames, matchLevelOf, similarity } from '@face-session/face';
import { burstParts, burstPlan, consequenceOf, judgeBurst, type BurstVerdict } from '@face-session/liveness';
import type { AttemptOutcome, MatchLevel } from '@face-session/protocol';
import { PictureError } from '@face-session/face/node';
import type { ChargedAttempt } from './attempt-audit.js';
import { belongsTo, openAttemptRecord } from './attempt-record.js';
import { challengeAttempt } from './challenge-attempt.js';
import { attemptKeyOf, failAttempt, passAttempt } from './conclude-attempt.js';
import { measureFrames, type MeasuredFrames, type UploadedFrame } from './measure-frames.js';
import type { SessionParts } from './parts.js';
import { refusal, sessionRefusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { strictestOf } from './strictness.js';
import { templateFromBytes } from './template-bytes.js';

/** Charges the attempt, then judges its burst: passed, failed or challenged. */
export async function submitBurst(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  uploaded: readonly UploadedFrame[],
): Promise<AttemptOutcome | Refusal> {
  const { store, sealer, clock } = parts;
  if (uploaded.length > burstPlan.count) return refusal('INVALID_REQUEST', `A burst has at most ${burstPlan.count} frames.`);
  // What could not be signed in the end is not charged.
  await parts.keys.checkSigning(context.client.signingAlgorithm);
  const receivedAt = clock();
  const charged = await store.chargeAttempt(attemptKeyOf(context, attemptId), receivedAt);
  if (!charged.charged) return sessionRefusal(charged.why);
  const attempt: ChargedAttempt = {
    attemptId,
    number: charged.number,
    record: openAttemptRecord(sealer, attemptId, charged.sealed),
  };

  const measured = await measureBurst(parts, context, attempt, uploaded);
  if (isOutcome(measured)) return measured;
  const { frames, replayedDigests, sceneMotion } = measured;
  const verdict = judgeBurst(frames, {
    receivedAtMs: receivedAt - charged.openedAt,
    replayedDigests,
    sceneMotion,
    calibration: parts.livenessCalibration,
  });
  const rules = strictestOf(parts.config, context.client.policy, attempt.record.wishes);
  const consequence = consequenceOf(rules.livenessPolicy, verdict.verdict);
  const fail = (code: 'FACE_LIVENESS_FAILED' | 'FACE_NO_MATCH', reason: string, matchLevel: MatchLevel | null): Promise<AttemptOutcome> =>
    failAttempt(parts, context, attempt, { code, reason, matchLevel, findings: verdict.evidence });

  if (!belongsTo(attempt.record, context)) return fail('FACE_LIVENESS_FAILED', 'other_nonce', null);
  if (consequence === 'failed' || verdict.neutral === null) return fail('FACE_LIVENESS_FAILED', failedCheckOf(verdict), null);

  const template = templateFromBytes(sealer.open('template', context.sessionId, charged.templateSealed));
  const matchLevel = matchLevelOf(similarity(template, liveTemplate(frames)), parts.calibration);
  if (matchLevel < rules.minimumMatchLevel) return fail('FACE_NO_MATCH', 'no_match', matchLevel);

  const best = verdict.bestFrame;
  const image = await parts.metrics.timeStage('image', () =>
    parts.faces.selfie(uploaded[best]!.picture, frames[best]!.analysis, attempt.record.wishes.obfuscationType),
  );
  if (consequence === 'passed') return passAttempt(parts, context, attempt, { matchLevel, image, findings: verdict.evidence });
  return challengeAttempt(parts, context, attempt, {
    verdict,
    neutral: verdict.neutral,
    gestureCount: rules.gestureCount,
    matchLevel,
    image,
    openedAt: charged.openedAt,
  });
}

/** The template of the live face: the frames are of one person (the judge saw to it), and all of them together are steadier than any. */
export function liveTemplate(frames: MeasuredFrames['frames']): Float32Array {
  const template = fuseFrames(frames.map(({ analysis }) => analysis));
  if (!template) throw new Error('A burst that was judged live has no face');
  return template;
}

async function measureBurst(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  uploaded: readonly UploadedFrame[],
): Promise<MeasuredFrames | AttemptOutcome> {
  try {
    return await measureFrames(parts, uploaded, burstParts);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    return failAttempt(parts, context, attempt, {
      code: 'FACE_LIVENESS_FAILED',
      reason: 'unreadable_frame',
      matchLevel: null,
      findings: {},
    });
  }
}

function isOutcome(value: MeasuredFrames | AttemptOutcome): value is AttemptOutcome {
  return 'outcome' in value;
}

/** The first check that failed or doubted, for metrics and audit. */
function failedCheckOf(verdict: BurstVerdict): string {
  const findings = Object.entries(verdict.evidence);
  const found = findings.find(([, { outcome }]) => outcome === 'fail') ?? findings.find(([, { outcome }]) => outcome === 'doubtful');
  return found?.[0] ?? 'liveness';
}

import { allowsNod, attemptRules, decideNod, failedUnjudged, nodParts } from '@face-session/liveness';
import type { CameraInfo } from '@face-session/protocol';
import { judgedDevice } from '../attestation/device-attestation.js';
import type { ChargedAttempt } from './attempt-audit.js';
import { attemptHistory, subjectsOf } from './attempt-history.js';
import { openAttemptRecord } from './attempt-record.js';
import { attemptKeyOf, failAttempt, passAttempt, type AttemptConclusion } from './conclude-attempt.js';
import { concludeAsTold } from './conclude-simulated.js';
import { enrollmentOf, templateFromBytes } from './kept-reference.js';
import { measureFrames } from './measure-frames.js';
import { openAttempt } from './open-attempt.js';
import { calibrationsOf, type SessionParts } from './parts.js';
import { isRefusal, refusal, sessionRefusal, type AttemptRefusal, type Refusal } from './refusal.js';
import { checkSigning } from './result.js';
import type { SessionContext } from './session-context.js';

/** Why the nod call is refused, unless the operator has switched it on. */
export const nodSwitchedOff = refusal('FORBIDDEN', 'The nod call is off: the operator switches it on with V2_MATCH=true.');

/**
 * A whole attempt of the reference's web SDK: two pictures around a nod. Charges the session's one budget, then measures, decides and records. Refused where the
 * operator has not switched it on, and where the policy is `active`: a nod that was not drawn at random must not bypass the gestures.
 */
export async function submitNod(
  parts: SessionParts,
  context: SessionContext,
  pictures: readonly [Uint8Array, Uint8Array],
  camera: CameraInfo | undefined,
): Promise<AttemptConclusion | AttemptRefusal | Refusal<'FORBIDDEN' | 'MEDIA_VIRTUAL_CAMERA_DETECTED' | 'RATE_LIMITED'>> {
  const { store, sealer, config } = parts;
  if (!config.v2Match) return nodSwitchedOff;
  const rules = attemptRules(config, context.client.policy, {});
  if (!allowsNod(rules)) return refusal('FORBIDDEN', 'The liveness policy asks for gestures. This call does not support them.');
  await checkSigning(parts, context.client);
  const calibration = await parts.centres.calibrationFor(context.client);
  const opened = await openAttempt(parts, context, { camera });
  if (isRefusal(opened)) return opened;
  const { attemptId } = opened;
  const charged = await store.chargeAttempt(attemptKeyOf(context, attemptId), parts.clock());
  if (!charged.charged) return sessionRefusal(charged.why);
  const attempt: ChargedAttempt = {
    attemptId,
    number: charged.number,
    record: openAttemptRecord(sealer, attemptId, charged.sealed),
    enrollmentIdentifier: enrollmentOf(sealer, context.sessionId, charged.enrollmentSealed),
    calibration,
    templateSealed: charged.templateSealed,
    device: null,
  };
  if (context.client.test) return concludeAsTold(parts, context, attempt, charged.templateSealed);
  const uploaded = pictures.map((picture) => ({ capturedAtMs: 0, picture }));
  const measured = await measureFrames(parts, uploaded, () => nodParts(parts.livenessCalibration));
  if (measured === null) return failAttempt(parts, context, attempt, { ...failedUnjudged('unreadable_frame'), method: 'nod' });

  const reference = templateFromBytes(sealer.open('template', context.sessionId, charged.templateSealed));
  // A doubt fails a nod, so that after one failure in the session no other nod of it could pass.
  const history = await attemptHistory(parts, subjectsOf(parts, context, attempt));
  const device = judgedDevice(config, context.client, null);
  const decision = decideNod(
    { ...measured, circumstances: { history, device, insisted: ['device'] } },
    reference,
    rules,
    calibrationsOf(parts, attempt),
  );
  if (decision.outcome === 'failed') return failAttempt(parts, context, attempt, { ...decision, method: 'nod' });
  const { analysis } = measured.frames[decision.bestFrame]!;
  const image = await parts.metrics.timeStage('image', () => parts.faces.selfie(pictures[decision.bestFrame], analysis, undefined));
  return passAttempt(parts, context, attempt, decision, image);
}

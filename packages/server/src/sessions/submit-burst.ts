import { attemptRules, burstPlan, cameraPicturesOf, decideBurst, failedUnjudged } from '@face-session/liveness';
import type { AttemptOutcome, Attestation, CameraTrace, SignedFields, SignedFrame } from '@face-session/protocol';
import { deviceAttestationOf, judgedDevice } from '../attestation/device-attestation.js';
import { verifyAttestation } from '../attestation/verify-attestation.js';
import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import type { PassedFaces } from '../population/people-batch.js';
import type { ChargedAttempt } from './attempt-audit.js';
import { attemptHistory, subjectsOf } from './attempt-history.js';
import { belongsTo, openAttemptRecord } from './attempt-record.js';
import { challengeAttempt } from './challenge-attempt.js';
import { challengeLight } from './challenge-light.js';
import { attemptKeyOf, failAttempt, passAttempt } from './conclude-attempt.js';
import { concludeSimulated } from './conclude-simulated.js';
import { rulesAfterDecline } from './declined-gesture.js';
import { enrollmentOf, templateFromBytes } from './kept-reference.js';
import { measureBurst } from './measure-burst.js';
import { calibrationsOf, type SessionParts } from './parts.js';
import { refusal, sessionRefusal, type AttemptRefusal, type Refusal } from './refusal.js';
import { recogniseBurst } from './recognise-burst.js';
import { checkSigning } from './result.js';
import type { SessionContext } from './session-context.js';
import { refuseUpload } from './refuse-upload.js';
import { admission, signedFrames } from './signed-upload.js';
import type { BurstFrame } from './uploaded-frame.js';

/** What comes with a burst beside its frames. */
interface BurstExtras {
  readonly cameraTrace?: CameraTrace | undefined;
  readonly attestation?: Attestation | undefined;
  /** The digests of both, as they came. */
  readonly fields?: SignedFields | undefined;
  readonly signature?: string | undefined;
}

/** Charges the attempt, then measures its burst, decides and records: passed, failed or challenged. */
export async function submitBurst(
  parts: SessionParts,
  context: SessionContext,
  attemptId: string,
  sent: readonly BurstFrame[],
  { cameraTrace, attestation, fields, signature }: BurstExtras = {},
): Promise<AttemptOutcome | AttemptRefusal | Refusal<'INVALID_REQUEST'>> {
  const { store, sealer, clock } = parts;
  if (sent.length > burstPlan.count) return refusal('INVALID_REQUEST', `A burst has at most ${burstPlan.count} frames.`);
  const uploaded = parts.framesAhead.take(context, attemptId, sent);
  if (!uploaded) return refusal('INVALID_REQUEST', 'frames: a frame that was sent ahead is not here. Send all frames with the burst.');
  // An attempt whose result could not be signed is not charged.
  await checkSigning(parts, context.client);
  const calibration = await parts.centres.calibrationFor(context.client);
  const receivedAt = clock();
  const frames = (): SignedFrame[] => signedFrames(uploaded.frames);
  const admits = admission(sealer, attemptId, signature, () => ({ kind: 'burst', attemptId, fields, frames: frames() }));
  const charged = await store.chargeAttempt(attemptKeyOf(context, attemptId), receivedAt, admits);
  if (!charged.charged)
    return charged.why === 'notAdmitted' ? refuseUpload(parts, context, attemptId, 'burst') : sessionRefusal(charged.why);
  const opened = openAttemptRecord(sealer, attemptId, charged.sealed);
  const { captureKey } = opened.wishes;
  const { clientId } = context.client;
  const upload = { clientId, sessionId: context.sessionId, attemptId, captureKey, frames };
  const record = { ...opened, attestation: attestation && (await verifyAttestation(parts, attestation, upload)) };
  const attempt: ChargedAttempt = {
    attemptId,
    number: charged.number,
    record,
    enrollmentIdentifier: enrollmentOf(sealer, context.sessionId, charged.enrollmentSealed),
    calibration,
    templateSealed: charged.templateSealed,
    device: deviceAttestationOf(sealer, clientId, record, charged.refusedUploads),
  };
  if (!belongsTo(record, context)) return failAttempt(parts, context, attempt, failedUnjudged('other_nonce'));
  if (context.client.test) return concludeSimulated(parts, context, attempt, charged);
  const measured = await measureBurst(parts, uploaded);
  if (measured === null) return failAttempt(parts, context, attempt, failedUnjudged('unreadable_frame'));

  const reference = templateFromBytes(sealer.open('template', context.sessionId, charged.templateSealed));
  const [history, earlierDifference] = await Promise.all([
    attemptHistory(parts, subjectsOf(parts, context, attempt)),
    recogniseBurst(parts, measured.frames),
  ]);
  const rules = attemptRules(parts.config, context.client.policy, record.wishes);
  const camera = {
    info: record.wishes.camera,
    trace: cameraTrace,
    pictures: cameraPicturesOf(measured),
    policy: rules.cameraEvidence,
  };
  const decision = decideBurst(
    {
      ...measured,
      receivedAtMs: receivedAt - charged.openedAt,
      // A doubt about a device comes from a rule of the operator, who insists on it.
      circumstances: {
        history,
        earlierDifference,
        camera,
        device: judgedDevice(parts.config, context.client, attempt.device),
        insisted: rules.cameraEvidence === 'record' ? ['device'] : ['camera', 'device'],
      },
    },
    reference,
    rulesAfterDecline(rules, sealer, context.sessionId, charged.declinedSealed),
    calibrationsOf(parts, attempt),
  );
  const { live } = decision;
  if (live) observe(parts, context, attempt, { reference, live });
  if (decision.outcome === 'failed') return failAttempt(parts, context, attempt, decision);
  const { picture } = uploaded.frames[decision.bestFrame]!;
  const { analysis } = measured.frames[decision.bestFrame]!;
  const image = await parts.metrics.timeStage('image', async () => {
    const begun = await uploaded.begun?.selfie;
    return begun?.place === decision.bestFrame ? begun.image : parts.faces.selfie(picture, analysis, record.wishes.obfuscationType);
  });
  if (decision.outcome === 'passed') return passAttempt(parts, context, attempt, decision, image, live && { reference, live });
  const shown = { image, openedAt: charged.openedAt };
  if (decision.outcome === 'light') return challengeLight(parts, context, attempt, { ...decision, ...shown });
  return challengeAttempt(parts, context, attempt, { ...decision, ...shown });
}

/** Compares the live face of an attempt with the references of other people's sessions. */
function observe(parts: SessionParts, context: SessionContext, attempt: ChargedAttempt, faces: PassedFaces): void {
  const session = { sessionHash: identifierHash(context.sessionId), clientId: context.client.clientId };
  const { userIdentifier } = attempt.record;
  parts.levels.observe(session, faces, userIdentifier === null ? null : userHashOf(parts.sealer, userIdentifier), attempt.calibration);
}

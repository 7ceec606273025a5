import { createHash } from 'node:crypto';
import type { FailedDecision, PassedDecision } from '@face-session/liveness';
import type { AttemptOutcome, FaceResult, Gesture, LivenessMethod } from '@face-session/protocol';
import { identifierHash } from '../keys/identifier-hash.js';
import type { PassedFaces } from '../population/people-batch.js';
import type { AuditEntry } from '../store/audit-store.js';
import { countAttempt, subjectsOf } from './attempt-history.js';
import { attemptAudit, type ChargedAttempt } from './attempt-audit.js';
import { noteSources } from './note-sources.js';
import type { SessionParts } from './parts.js';
import { sessionRefusal, type Refusal } from './refusal.js';
import { faceWithoutMatch, signResult, type ResultContent } from './result.js';
import type { SessionContext } from './session-context.js';
import { sessionEvent } from './session-event.js';

/** An outcome that ends the attempt. */
export type AttemptConclusion = Exclude<AttemptOutcome, { outcome: 'challenged' | 'light' }>;

/** A gesture that the person cannot do. */
interface DeclinedGesture {
  readonly gesture: Gesture;
  /** Whether its pair is not drawn again in this session. */
  readonly isReplaced: boolean;
  /** That pair, for the attempts that follow. */
  readonly declinedSealed: Uint8Array | undefined;
}

/** Records a failure, before the client receives it. */
export async function failAttempt(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  failure: FailedDecision & { readonly method?: LivenessMethod; readonly declined?: DeclinedGesture },
): Promise<AttemptConclusion> {
  const { subject, facts } = attemptAudit(parts, context, attempt);
  const audit: AuditEntry = {
    ...subject,
    event: 'attempt.failed',
    details: {
      ...facts,
      method: failure.method,
      code: failure.code,
      reason: failure.reason,
      matchLevel: failure.matchLevel,
      gestureFault: failure.gestureFault,
      declined: failure.declined && { gesture: failure.declined.gesture, isReplaced: failure.declined.isReplaced },
      seenGestures: failure.seenGestures?.map(({ gesture, peak }) => ({ gesture, peak })),
      findings: failure.findings,
    },
  };
  const result = resultContent(parts, context, attempt, faceWithoutMatch(failure.code, failure.matchLevel));
  const lastEvent = await sessionEvent(parts, context, 'face_session.failed', { result });
  const subjects = subjectsOf(parts, context, attempt);
  if (countsAsFailed(failure)) await countAttempt(parts, subjects, 'failed');
  await noteSources(parts, context, subjects, false);
  const recorded = { code: failure.code, matchLevel: failure.matchLevel, declinedSealed: failure.declined?.declinedSealed };
  const remainingAttempts = await parts.store.failAttempt(attemptKeyOf(context, attempt.attemptId), recorded, audit, lastEvent);
  if (remainingAttempts === 0) parts.levels.ended(identifierHash(context.sessionId));
  parts.metrics.attempts.inc({ outcome: 'failed', reason: failure.reason, client: context.client.clientId });
  return {
    outcome: 'failed',
    code: failure.code,
    remainingAttempts,
    ...(failure.gestureFault && { gestureFault: failure.gestureFault }),
    ...(failure.eyesClosed && { eyesClosed: true }),
    ...(failure.qualityCause && { qualityCause: failure.qualityCause }),
    ...(failure.declined && { gestureReplaced: failure.declined.isReplaced }),
  };
}

/**
 * Marks the session as used: result, image and end of the template are stored in one step.
 * @param faces what a learned centre learns from; nothing where it is missing
 */
export async function passAttempt(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  success: PassedDecision,
  image: Uint8Array,
  faces?: PassedFaces,
): Promise<AttemptConclusion | Refusal<'SESSION_EXPIRED'>> {
  const { sealer, store, random, clock, config } = parts;
  const imageId = random.bytes(AUDIT_IMAGE_ID_BYTES).toString('hex');
  const content = resultContent(parts, context, attempt, {
    match: true,
    matchLevel: success.matchLevel,
    error: null,
    falseAcceptRate: await parts.levels.falseMatchRate(context.client.clientId, attempt.calibration, success.matchLevel),
    centreVersion: attempt.calibration.centre?.version ?? 'off',
    auditTrailImageId: imageId,
    auditTrailImageIdChecksum: checksumOf(image),
    livenessMethod: success.method,
  });
  const result = await signResult(parts, context.client, content);
  const event = await sessionEvent(parts, context, 'face_session.passed', { result: content });
  const now = clock();
  const { subject, facts } = attemptAudit(parts, context, attempt);
  const passed = await store.passAttempt(
    {
      ...attemptKeyOf(context, attempt.attemptId),
      now,
      resultSealed: sealer.seal('result', context.sessionId, Buffer.from(result)),
      image: {
        imageHash: identifierHash(imageId),
        imageSealed: sealer.seal('audit-image', imageId, image),
        expiresAt: now + config.auditImageSeconds * 1000,
      },
    },
    {
      ...subject,
      event: 'attempt.passed',
      details: {
        ...facts,
        method: success.method,
        matchLevel: success.matchLevel,
        seenGestures: success.seenGestures?.map(({ gesture, peak }) => ({ gesture, peak })),
        findings: success.findings,
      },
    },
    event,
  );
  // Another attempt of the session passed meanwhile, or it was deleted.
  if (!passed) return sessionRefusal('gone');
  const subjects = subjectsOf(parts, context, attempt);
  await countAttempt(parts, subjects, 'passed');
  await noteSources(parts, context, subjects, true);
  parts.levels.ended(identifierHash(context.sessionId));
  if (faces) await parts.centres.learn(context.client, subject.userHash ?? null, faces);
  parts.metrics.attempts.inc({ outcome: 'passed', reason: 'match', client: context.client.clientId });
  return { outcome: 'passed', result };
}

function resultContent(parts: SessionParts, context: SessionContext, attempt: ChargedAttempt, face: FaceResult): ResultContent {
  return {
    id: parts.random.uuid(),
    sessionId: context.sessionId,
    nonce: attempt.record.nonce,
    userIdentifier: attempt.record.userIdentifier,
    enrollmentIdentifier: attempt.enrollmentIdentifier,
    deviceAttestation: attempt.device ?? undefined,
    face,
  };
}

export function attemptKeyOf(context: SessionContext, attemptId: string): { sessionHash: string; clientId: string; attemptHash: string } {
  return {
    sessionHash: identifierHash(context.sessionId),
    clientId: context.client.clientId,
    attemptHash: identifierHash(attemptId),
  };
}

/** Bytes of the audit-trail image's name: 24 hex digits, as the reference has it. */
const AUDIT_IMAGE_ID_BYTES = 12;

/** Whether a failure is one of liveness that counts against those that follow: not where the person could not do a gesture. */
function countsAsFailed({ code, reason }: FailedDecision): boolean {
  return code === 'FACE_LIVENESS_FAILED' && reason !== 'gesture_declined';
}

/** `sha256:` and the hash of the exact bytes. */
function checksumOf(image: Uint8Array): string {
  return `sha256:${createHash('sha256').update(image).digest('hex')}`;
}

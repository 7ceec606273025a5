import type { Calibration } from '@face-session/face';
import { cameraFaults } from '@face-session/liveness';
import type { DeviceAttestation } from '@face-session/protocol';
import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import type { AttemptFacts } from '../store/audit-event.js';
import type { AuditEntry } from '../store/audit-store.js';
import type { AttemptRecord } from './attempt-record.js';
import type { SessionParts } from './parts.js';
import type { SessionContext } from './session-context.js';

/** A charged attempt and what it stands on. */
export interface ChargedAttempt {
  readonly attemptId: string;
  readonly number: number;
  readonly record: AttemptRecord;
  /** The enrolment that its session was made from; null: from a photo. */
  readonly enrollmentIdentifier: string | null;
  /** The match levels that it is decided by. */
  readonly calibration: Calibration;
  /** What its session compares with, or the outcome of a test session, sealed under the session id. */
  readonly templateSealed: Uint8Array;
  /** What is known of its device; null: nothing. */
  readonly device: DeviceAttestation | null;
}

/** Whom the audit entries of a charged attempt are about, and what every one of them holds. */
export function attemptAudit(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
): { subject: AttemptSubject; facts: AttemptFacts } {
  const { userIdentifier, wishes, attestation, challenge, light } = attempt.record;
  return {
    subject: {
      at: parts.clock(),
      clientId: context.client.clientId,
      sessionHash: identifierHash(context.sessionId),
      userHash: userIdentifier === null ? undefined : userHashOf(parts.sealer, userIdentifier),
    },
    facts: {
      attempt: attempt.number,
      camera: wishes.camera,
      cameraFaults: cameraFaults(wishes.camera),
      device: context.deviceInfo ?? undefined,
      deviceRisks: attempt.device?.risk,
      attestation: attestation && { format: attestation.format, fault: attestation.fault },
      gestures: challenge?.gestures,
      light: light && { colours: light.steps.length, declined: light.declined },
      centre: attempt.calibration.centre?.version ?? 'off',
    },
  };
}

type AttemptSubject = Pick<Extract<AuditEntry, { event: 'attempt.passed' }>, 'at' | 'clientId' | 'sessionHash' | 'userHash'>;

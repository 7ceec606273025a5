import { cameraFaults } from '@face-session/liveness';
import { identifierHash } from '../keys/identifier-hash.js';
import { userHashOf } from '../keys/user-hash.js';
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
}

/** What became of an attempt, for the audit log: numbers, codes and names, no biometrics. */
export function attemptAudit(
  parts: SessionParts,
  context: SessionContext,
  attempt: ChargedAttempt,
  event: string,
  details: Readonly<Record<string, unknown>>,
): AuditEntry {
  const { userIdentifier, wishes, challenge } = attempt.record;
  return {
    at: parts.clock(),
    event,
    clientId: context.client.clientId,
    sessionHash: identifierHash(context.sessionId),
    userHash: userIdentifier === null ? undefined : userHashOf(parts.sealer, userIdentifier),
    details: {
      attempt: attempt.number,
      camera: wishes.camera,
      cameraFaults: cameraFaults(wishes.camera),
      device: context.deviceInfo ?? undefined,
      // Once the challenge is decided; until then its gestures are sealed with the attempt.
      gestures: challenge?.gestures,
      // Which centre the match level was decided with.
      centre: parts.calibration.centre?.version ?? 'off',
      ...details,
    },
  };
}

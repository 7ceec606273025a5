import { attemptRules, burstPlan, cameraFaults } from '@face-session/liveness';
import type { OpenAttemptRequest, OpenAttemptResponse } from '@face-session/protocol';
import { takenFormats } from '../attestation/verify-attestation.js';
import { identifierHash, userHashOf } from '../keys/identifier-hash.js';
import type { Config } from '../config.js';
import type { ClientPolicy } from '../store/client-store.js';
import { recordEvent } from '../record-event.js';
import { historySubjects, refusedForSeconds } from './attempt-history.js';
import { sealAttempt, sealOrigin } from './attempt-record.js';
import type { SessionParts } from './parts.js';
import { isRefusal, refusal, sessionRefusal, type Refusal } from './refusal.js';
import { beginSimulated } from './begin-simulated.js';
import type { SessionContext } from './session-context.js';
import { captureKeyHashOf } from './signed-upload.js';

const keyRefusals = {
  no_key: 'captureKey: this service takes signed uploads only. Update the capture, and let the page load its scripts.',
  other_key: 'captureKey: the session is bound to the key of the capture that began it.',
} as const;

/** The stricter of service and client. */
function requiresSignature(config: Pick<Config, 'signedCapture'>, policy: Pick<ClientPolicy, 'signedCapture'>): boolean {
  return config.signedCapture === 'require' || policy.signedCapture === 'require';
}

/** Pictures a second that a capture asks a copy of the camera's track for: fewer than any camera gives, so that each can follow. */
const CAMERA_RATES = { least: 4, count: 7 } as const;

/** Opens an attempt. Only its burst charges it, so opening costs nothing and reveals nothing. */
export async function openAttempt(
  parts: SessionParts,
  context: SessionContext,
  wishes: OpenAttemptRequest,
): Promise<
  | OpenAttemptResponse
  | Refusal<
      | 'SESSION_EXPIRED'
      | 'SESSION_INVALIDATED_FACE_RECOGNITION_TOO_MANY_ATTEMPTS'
      | 'MEDIA_VIRTUAL_CAMERA_DETECTED'
      | 'ATTEMPT_SIGNATURE_INVALID'
      | 'RATE_LIMITED'
    >
> {
  const { config, store, sealer, clock, random } = parts;
  const sessionHash = identifierHash(context.sessionId);
  // The pictures of a test capture are not from a camera.
  const faults = context.client.test ? [] : cameraFaults(wishes.camera);
  const now = clock();
  if (faults.length > 0 && config.refuseVirtualCameras) {
    await recordEvent(parts, {
      event: 'attempt.refused',
      clientId: context.client.clientId,
      sessionHash,
      details: { code: 'MEDIA_VIRTUAL_CAMERA_DETECTED', camera: wishes.camera, cameraFaults: faults },
    });
    return refusal('MEDIA_VIRTUAL_CAMERA_DETECTED');
  }
  const { userIdentifier } = context;
  const subjects = historySubjects(parts, context, { userIdentifier, installationId: wishes.device?.installationId });
  const waitSeconds = context.client.test ? null : await refusedForSeconds(parts, subjects);
  if (waitSeconds !== null) {
    await recordEvent(parts, {
      event: 'attempt.refused',
      clientId: context.client.clientId,
      sessionHash,
      details: { code: 'RATE_LIMITED', waitSeconds },
    });
    return { ...refusal('RATE_LIMITED', 'Very many attempts from here failed. Try again later.'), retryAfterSeconds: waitSeconds };
  }
  const { captureKey } = wishes;
  const refuseKey = async (reason: 'no_key' | 'other_key'): Promise<Refusal<'ATTEMPT_SIGNATURE_INVALID'>> => {
    const { clientId } = context.client;
    const details = { code: 'ATTEMPT_SIGNATURE_INVALID', reason } as const;
    await recordEvent(parts, { event: 'attempt.refused', clientId, sessionHash, details });
    return refusal('ATTEMPT_SIGNATURE_INVALID', keyRefusals[reason]);
  };
  if (!captureKey && requiresSignature(config, context.client.policy)) return refuseKey('no_key');
  const { maxAttempts, declinedWishes } = attemptRules(config, context.client.policy, wishes);
  const attemptId = random.uuid();
  const opened = await store.openAttempt({
    sessionHash,
    clientId: context.client.clientId,
    attemptHash: identifierHash(attemptId),
    now,
    maxAttempts,
    captureKeyHash: captureKey ? captureKeyHashOf(sealer, captureKey) : null,
    userHash: userIdentifier === null ? null : userHashOf(sealer, userIdentifier),
    sealed: sealAttempt(sealer, attemptId, { wishes, nonce: context.nonce, userIdentifier }),
    originSealed: sealOrigin(sealer, context.sessionId, context),
  });
  if (!opened.opened) return opened.why === 'otherKey' ? refuseKey('other_key') : sessionRefusal(opened.why);
  const simulated = context.client.test ? await beginSimulated(parts, context, opened.templateSealed) : null;
  if (simulated && isRefusal(simulated)) return simulated;
  const attestations = captureKey ? await takenFormats(parts, context.client.clientId, wishes.attestationKeyId) : [];
  if (!simulated) parts.framesAhead.expect(context, attemptId, wishes);
  return {
    attemptId,
    attemptNumber: opened.number,
    remainingAttempts: opened.remaining,
    sessionExpiresInMs: Math.max(0, opened.expiresAt - now),
    burst: burstPlan,
    ...(simulated ?? { framesAhead: true, cameraRate: CAMERA_RATES.least + random.integer(CAMERA_RATES.count) }),
    ...(captureKey && { signedUploads: true }),
    ...(attestations.length > 0 && { attestations }),
    ...(declinedWishes.length > 0 && { declinedWishes: [...declinedWishes] }),
  };
}

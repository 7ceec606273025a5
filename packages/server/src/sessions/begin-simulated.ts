import type { OpenAttemptResponse } from '@face-session/protocol';
import { identifierHash } from '../keys/identifier-hash.js';
import { recordEvent } from '../record-event.js';
import type { SessionParts } from './parts.js';
import { refusal, sessionRefusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';
import { sessionEvent } from './session-event.js';
import { openSimulation } from './simulation.js';

/** Returns how an attempt of a test session opens: the simulated camera, or the refusal that the test outcome demands. */
export async function beginSimulated(
  parts: SessionParts,
  context: SessionContext,
  outcomeSealed: Uint8Array | null,
): Promise<Pick<OpenAttemptResponse, 'simulatedCamera'> | Refusal<'SESSION_EXPIRED' | 'MEDIA_VIRTUAL_CAMERA_DETECTED'>> {
  if (outcomeSealed === null) return sessionRefusal('gone');
  const { camera, refused } = openSimulation(parts.sealer, context.sessionId, outcomeSealed);
  const { clientId } = context.client;
  const sessionHash = identifierHash(context.sessionId);
  if (refused === 'SESSION_EXPIRED') {
    await parts.store.endSession(sessionHash, clientId, await sessionEvent(parts, context, 'face_session.ended', null));
    return sessionRefusal('gone');
  }
  if (refused === 'MEDIA_VIRTUAL_CAMERA_DETECTED') {
    const details = { code: refused, camera: undefined, cameraFaults: [] };
    await recordEvent(parts, { event: 'attempt.refused', clientId, sessionHash, details });
    return refusal(refused);
  }
  return { simulatedCamera: camera };
}

import type { PhotoQuality } from '@face-session/face';
import { attemptRules } from '@face-session/liveness';
import { SESSION_LIFETIME_SECONDS, type TestOutcome } from '@face-session/protocol';
import { identifierHash } from '../keys/identifier-hash.js';
import type { AuditEntry } from '../store/audit-store.js';
import type { Client } from '../store/client-store.js';
import type { NewSession } from '../store/session-store.js';
import { sealEnrollment, templateToBytes } from './kept-reference.js';
import type { SessionParts } from './parts.js';
import { photoRefusal, type PhotoRefusal } from './refusal.js';
import { sealOutcome } from './simulation.js';

/**
 * Creates a session from an ID photo. Stores only the template, sealed under the session id; drops the photo.
 */
export async function createSession(
  parts: SessionParts,
  client: Client,
  photo: Uint8Array,
): Promise<{ sessionId: string; quality: PhotoQuality } | PhotoRefusal> {
  const reference = await parts.metrics.timeStage('reference', () => parts.faces.reference(photo));
  if (!reference.accepted) return photoRefusal(reference, 'idPhoto');
  const sessionId = await storeSession(parts, client, sealedTemplate(parts, reference.template));
  parts.levels.started({ sessionHash: identifierHash(sessionId), clientId: client.clientId }, reference.template);
  return { sessionId, quality: reference.quality };
}

/** Creates a session of a test client: it has an outcome in place of a template. */
export async function createSimulatedSession(
  parts: SessionParts,
  client: Client,
  outcome: TestOutcome | undefined,
): Promise<{ sessionId: string }> {
  return { sessionId: await storeSession(parts, client, (sessionId) => sealOutcome(parts.sealer, sessionId, outcome)) };
}

/** Seals a reference template under the id of its session. */
export function sealedTemplate({ sealer }: Pick<SessionParts, 'sealer'>, template: Float32Array): SealedReference {
  return (sessionId) => sealer.seal('template', sessionId, templateToBytes(template));
}

/** What a session compares with, sealed under its id. */
export type SealedReference = (sessionId: string) => Buffer;

/**
 * Creates a session from a reference of any origin. Returns the session id.
 * @param enrollmentIdentifier whose enrolled face it is, for the result to say
 */
export async function storeSession(
  parts: SessionParts,
  client: Client,
  reference: SealedReference,
  enrollmentIdentifier: string | null = null,
): Promise<string> {
  const { store, sealer, random } = parts;
  const sessionId = random.uuid();
  const session = {
    ...newSession(parts, client, sessionId),
    templateSealed: reference(sessionId),
    ...(enrollmentIdentifier !== null && { enrollmentSealed: sealEnrollment(sealer, sessionId, enrollmentIdentifier) }),
  };
  await store.createSession(session, sessionCreated(session));
  return sessionId;
}

/** A session that begins now, without what it compares with. */
export function newSession(
  { config, clock }: Pick<SessionParts, 'config' | 'clock'>,
  client: Client,
  sessionId: string,
): Omit<NewSession, 'templateSealed'> {
  const now = clock();
  const expiresAt = now + SESSION_LIFETIME_SECONDS * 1000;
  return {
    sessionHash: identifierHash(sessionId),
    clientId: client.clientId,
    createdAt: now,
    expiresAt,
    // A session that passes ends with its image instead (passAttempt); until then its row tells how it ended.
    deleteAt: expiresAt + config.auditImageSeconds * 1000,
    maxAttempts: attemptRules(config, client.policy, {}).maxAttempts,
  };
}

/** The audit entry of a session that is made. */
export function sessionCreated({ createdAt, clientId, sessionHash }: Omit<NewSession, 'templateSealed'>): AuditEntry {
  return { at: createdAt, event: 'session.created', clientId, sessionHash, details: {} };
}

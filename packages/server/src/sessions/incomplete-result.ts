import { identifierHash } from '../keys/identifier-hash.js';
import type { StoredSession } from '../store/session-store.js';
import { openOrigin } from './attempt-record.js';
import { enrollmentOf } from './kept-reference.js';
import type { SessionParts } from './parts.js';
import { refusal, sessionRefusal, type Refusal } from './refusal.js';
import { checkSigning, faceWithoutMatch, signResult, type ResultContent } from './result.js';
import type { SessionContext } from './session-context.js';
import { sessionEvent } from './session-event.js';

/**
 * The signed result of a session that ends without success, if it had an attempt (docs/protocol.md, Results without success). Asking for it ends the session, so that
 * a result that says "no match" is never followed by one that says "match".
 */
export async function incompleteResult(
  parts: SessionParts,
  context: SessionContext,
): Promise<{ result: string } | Refusal<'SESSION_EXPIRED' | 'NOT_FOUND'>> {
  const sessionHash = identifierHash(context.sessionId);
  const session = await parts.store.findSession(sessionHash, context.client.clientId, parts.clock());
  if (!session || session.status === 'passed') return sessionRefusal('gone');
  if (session.charged === 0) return refusal('NOT_FOUND', 'The session had no failed attempt.');
  // Ends nothing whose result could not be signed.
  await checkSigning(parts, context.client);
  const content = await contentOf(parts, context, session);
  const event = await sessionEvent(parts, context, 'face_session.ended', { result: content, reason: 'app' });
  if (!(await parts.store.endSession(sessionHash, context.client.clientId, event))) return sessionRefusal('gone');
  return { result: await signResult(parts, context.client, content) };
}

/** The signed result of a session whose attempts are used up. Signing it changes nothing: such a session cannot pass any more. */
export async function exhaustedResult(parts: SessionParts, context: SessionContext, session: StoredSession): Promise<string> {
  return signResult(parts, context.client, await contentOf(parts, context, session));
}

async function contentOf(parts: SessionParts, context: SessionContext, session: StoredSession): Promise<ResultContent> {
  const origin = await parts.store.lastOrigin(identifierHash(context.sessionId));
  // The caller does not choose the nonce: it is the one that the attempt was opened with.
  const { nonce, userIdentifier } = origin === null ? context : openOrigin(parts.sealer, context.sessionId, origin);
  return {
    id: parts.random.uuid(),
    sessionId: context.sessionId,
    nonce,
    userIdentifier,
    enrollmentIdentifier: enrollmentOf(parts.sealer, context.sessionId, session.enrollmentSealed),
    // An attempt that was charged and never concluded failed at its liveness.
    face: faceWithoutMatch(session.lastFailure ?? 'FACE_LIVENESS_FAILED', session.lastMatchLevel),
  };
}

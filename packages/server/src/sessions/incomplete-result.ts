import { identifierHash } from '../keys/identifier-hash.js';
import { enrollmentOf } from './enrollment-of.js';
import type { SessionParts } from './parts.js';
import { refusal, sessionRefusal, type Refusal } from './refusal.js';
import { signResult } from './result.js';
import type { SessionContext } from './session-context.js';

/**
 * The signed result of a session that ends without success, if it had an attempt (specification 4). Asking for it ends the session, so that
 * a result that says "no match" is never followed by one that says "match".
 */
export async function incompleteResult(parts: SessionParts, context: SessionContext): Promise<{ result: string } | Refusal> {
  const sessionHash = identifierHash(context.sessionId);
  const session = await parts.store.findSession(sessionHash, context.client.clientId);
  if (!session || session.status === 'passed') return sessionRefusal('gone');
  if (session.charged === 0) return refusal('NOT_FOUND', 'The session had no failed attempt.');
  await parts.store.endSession(sessionHash, context.client.clientId);
  const ended = await parts.store.findSession(sessionHash, context.client.clientId);
  if (ended?.status !== 'ended') return sessionRefusal('gone');
  return {
    result: await signResult(parts, context.client, {
      sessionId: context.sessionId,
      nonce: context.nonce,
      userIdentifier: context.userIdentifier,
      enrollmentIdentifier: enrollmentOf(parts.sealer, context.sessionId, ended.enrollmentSealed),
      face: {
        match: false,
        matchLevel: ended.lastMatchLevel ?? 1,
        // An attempt that was charged and never concluded failed at its liveness.
        error: ended.lastFailure ?? 'FACE_LIVENESS_FAILED',
        falseAcceptRate: null,
      },
    }),
  };
}

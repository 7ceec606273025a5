import type { SignedStatement } from '@face-session/protocol';
import { identifierHash } from '../keys/identifier-hash.js';
import { attemptKeyOf } from './conclude-attempt.js';
import type { SessionParts } from './parts.js';
import { refusal, type Refusal } from './refusal.js';
import type { SessionContext } from './session-context.js';

/** Records an upload that was not let in, and refuses it. */
export async function refuseUpload(
  { store, clock }: Pick<SessionParts, 'store' | 'clock'>,
  context: SessionContext,
  attemptId: string,
  kind: SignedStatement['kind'],
): Promise<Refusal<'ATTEMPT_SIGNATURE_INVALID'>> {
  await store.countRefusedUpload(attemptKeyOf(context, attemptId), {
    at: clock(),
    event: 'attempt.refused',
    clientId: context.client.clientId,
    sessionHash: identifierHash(context.sessionId),
    userHash: undefined,
    details: { code: 'ATTEMPT_SIGNATURE_INVALID', reason: kind },
  });
  return refusal('ATTEMPT_SIGNATURE_INVALID', 'signature: it does not fit what arrived and the key that the attempt was opened with.');
}

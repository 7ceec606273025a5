import { RESULT_LIFETIME_SECONDS, type FaceResult } from '@face-session/protocol';
import { secondsOf } from '../clock.js';
import { encryptResult } from '../keys/result-encryption.js';
import type { Client } from '../store/client-store.js';
import type { SessionParts } from './parts.js';

/** What a result says beside who issued it and for whom. */
export interface ResultContent {
  readonly sessionId: string;
  readonly face: FaceResult;
  readonly nonce: string | null;
  readonly userIdentifier: string | null;
  /** The enrolment that the session was made from; null: from a photo. */
  readonly enrollmentIdentifier: string | null;
}

/** The signed result for the client; encrypted as well if the client registered a key. */
export async function signResult(parts: SessionParts, client: Client, content: ResultContent): Promise<string> {
  const iat = secondsOf(parts.clock());
  const jws = await parts.metrics.timeStage('sign', () =>
    parts.keys.sign(
      {
        iss: parts.config.baseURL,
        aud: client.clientId,
        iat,
        exp: iat + RESULT_LIFETIME_SECONDS,
        jti: parts.random.uuid(),
        data: {
          face: content.face,
          sessionId: content.sessionId,
          ...(content.nonce !== null && { nonce: content.nonce }),
          ...(content.userIdentifier !== null && { userIdentifier: content.userIdentifier }),
          ...(content.enrollmentIdentifier !== null && { enrollmentIdentifier: content.enrollmentIdentifier }),
        },
      },
      { algorithm: client.signingAlgorithm },
    ),
  );
  return client.resultKey ? encryptResult(jws, client.resultKey) : jws;
}

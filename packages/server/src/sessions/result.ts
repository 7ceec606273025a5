import { RESULT_LIFETIME_SECONDS, type AttemptFailureCode, type FaceResult, type MatchLevel } from '@face-session/protocol';
import { secondsOf } from '../clock.js';
import { encryptResult } from '../keys/result-encryption.js';
import type { Client } from '../store/client-store.js';
import type { SessionParts } from './parts.js';

/** What signing works with. */
export type SignParts = Pick<SessionParts, 'config' | 'clock' | 'keys' | 'metrics'>;

/** What a result says beside who issued it and for whom. */
export interface ResultContent {
  /** `jti`: the same each time that the result is signed. */
  readonly id: string;
  readonly sessionId: string;
  readonly face: FaceResult;
  readonly nonce: string | null;
  readonly userIdentifier: string | null;
  /** The enrolment that the session was made from; null: from a photo. */
  readonly enrollmentIdentifier: string | null;
}

/** `data.face` of a session that ends without success. */
export function faceWithoutMatch(error: AttemptFailureCode, matchLevel: MatchLevel | null): FaceResult {
  return { match: false, matchLevel: matchLevel ?? 1, error, falseAcceptRate: null };
}

/** The result for the client, signed now; encrypted as well if the client registered a key. */
export async function signResult(parts: SignParts, client: Client, content: ResultContent): Promise<string> {
  const iat = secondsOf(parts.clock());
  const jws = await parts.metrics.timeStage('sign', () =>
    parts.keys.sign(
      {
        iss: parts.config.baseURL,
        aud: client.clientId,
        iat,
        exp: iat + RESULT_LIFETIME_SECONDS,
        jti: content.id,
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

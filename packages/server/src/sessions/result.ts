import {
  RESULT_LIFETIME_SECONDS,
  TEST_ISSUER_PATH,
  type AttemptFailureCode,
  type DeviceAttestation,
  type FaceResult,
  type MatchLevel,
} from '@face-session/protocol';
import { secondsOf } from '../clock.js';
import type { KeyRing } from '../keys/key-ring.js';
import { encryptResult } from '../keys/result-encryption.js';
import type { Client } from '../store/client-store.js';
import type { SessionParts } from './parts.js';

/** What signing works with. */
export type SignParts = Pick<SessionParts, 'config' | 'clock' | 'keys' | 'testKeys' | 'metrics'>;

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
  /** What is known of the device; absent: nothing. */
  readonly deviceAttestation?: DeviceAttestation | undefined;
}

/** `data.face` of a session that ends without success. */
export function faceWithoutMatch(error: AttemptFailureCode, matchLevel: MatchLevel | null): FaceResult {
  return { match: false, matchLevel: matchLevel ?? 1, error, falseAcceptRate: null };
}

/** Resolves if a result of the client can be signed. To be called before anything is charged. @throws {SigningUnavailableError} */
export function checkSigning(parts: Pick<SignParts, 'keys' | 'testKeys'>, client: Client): Promise<void> {
  return keysOf(parts, client).checkSigning(client.signingAlgorithm);
}

/** Results of test clients have keys and an issuer of their own: a verifier of real results refuses them by both. */
function keysOf({ keys, testKeys }: Pick<SignParts, 'keys' | 'testKeys'>, client: Client): KeyRing {
  return client.test ? testKeys : keys;
}

/** The result for the client, signed now; encrypted as well if the client registered a key. */
export async function signResult(parts: SignParts, client: Client, content: ResultContent): Promise<string> {
  const iat = secondsOf(parts.clock());
  const jws = await parts.metrics.timeStage('sign', () =>
    keysOf(parts, client).sign(
      {
        iss: client.test ? `${parts.config.baseURL}${TEST_ISSUER_PATH}` : parts.config.baseURL,
        aud: client.clientId,
        iat,
        exp: iat + RESULT_LIFETIME_SECONDS,
        jti: content.id,
        ...(client.test && { test: true }),
        data: {
          face: content.face,
          sessionId: content.sessionId,
          ...(content.nonce !== null && { nonce: content.nonce }),
          ...(content.userIdentifier !== null && { userIdentifier: content.userIdentifier }),
          ...(content.deviceAttestation && { deviceAttestation: content.deviceAttestation }),
          ...(content.enrollmentIdentifier !== null && { enrollmentIdentifier: content.enrollmentIdentifier }),
        },
      },
      { algorithm: client.signingAlgorithm },
    ),
  );
  return client.resultKey ? encryptResult(jws, client.resultKey) : jws;
}

import { DEFAULT_MINIMUM_MATCH_LEVEL, type MatchLevel } from '@face-session/protocol';
import { claimOnce } from './claim-once.js';
import { ResultMatchLevelTooLow, ResultNotMatched } from './errors.js';
import { verifiedClaims } from './verified-claims.js';
import { verifiedResultOf, type VerifiedResult } from './verified-result.js';
import { checkOptions, type VerifyResultOptions } from './verify-options.js';

/** A person who was there, alive, and is the one of the reference photo, as far as the service can tell. Only ever a success. */
export interface FaceSessionResult extends VerifiedResult {
  readonly match: true;
  /** 1 to 5, at least the level demanded. */
  readonly matchLevel: MatchLevel;
}

/**
 * Verifies the result of a face session that the app hands to the customer's backend.
 *
 * Returns only if the person matched: the signature is the issuer's (RS256 unless you allow another algorithm, key by `kid`), `iss`, `aud`, session and nonce are
 * exactly those expected, the result is fresh, of at least the level demanded, and never used before. Everything else throws; a
 * genuine result of a session that failed throws {@link ResultNotMatched}. So code after the call runs for a match and for
 * nothing else.
 *
 * @param result the compact JWS from the app (`result.value`), or JWE for a client that has registered a key
 * @param options what the backend itself knows of the session
 * @throws {@link FaceSessionError} whose `code` names the check that failed
 *
 * @example
 * ```ts
 * try {
 *   const result = await verifyFaceSessionResult(request.body.result, {
 *     issuer: 'https://id.example',
 *     clientId: process.env.FACE_SESSION_CLIENT_ID,
 *     sessionId: session.id, // from your own record of the session
 *     nonce: session.nonce, // null if you made none
 *     minimumMatchLevel: 4,
 *   });
 *   await users.markVerified(session.userId, result.id);
 * } catch (error) {
 *   if (!(error instanceof FaceSessionError)) throw error;
 *   log.warn({ code: error.code }, 'face session refused');
 * }
 * ```
 */
export async function verifyFaceSessionResult(result: string, options: VerifyResultOptions): Promise<FaceSessionResult> {
  checkOptions(options);
  const claims = await verifiedClaims(result, options);
  const { face } = claims.data;
  if (face?.match !== true) throw new ResultNotMatched('The session ended without a match');
  const expected = options.minimumMatchLevel ?? DEFAULT_MINIMUM_MATCH_LEVEL;
  if (!(face.matchLevel >= expected)) {
    const actual = face.matchLevel;
    throw new ResultMatchLevelTooLow(`The match level is ${String(actual)}, expected at least ${String(expected)}`, { expected, actual });
  }
  await claimOnce(claims, options.replayStore);
  return { match: true, matchLevel: face.matchLevel, ...verifiedResultOf(claims) };
}

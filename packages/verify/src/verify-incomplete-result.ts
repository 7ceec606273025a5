import type { MatchLevel } from '@face-session/protocol';
import { claimOnce } from './claim-once.js';
import { ResultMatched } from './errors.js';
import { verifiedClaims } from './verified-claims.js';
import { verifiedResultOf, type VerifiedResult } from './verified-result.js';
import { checkOptions, type VerifyOptions } from './verify-options.js';

/** What is known of a session that ended without a match. Only ever a failure. */
export interface IncompleteFaceSessionResult extends VerifiedResult {
  readonly match: false;
  /** Level of the last comparison, if there was one. */
  readonly matchLevel?: MatchLevel;
  /** Code of the last failed attempt, if the result has it. */
  readonly error?: string;
}

/**
 * Verifies the partial result (`data` of the app's error) of a session that was started with
 * `returnDataForIncompleteSession()` and ended without a match. The same checks as {@link verifyFaceSessionResult}; a result of
 * a success throws {@link ResultMatched}, so that the two can never be exchanged.
 *
 * @example
 * ```ts
 * const incomplete = await verifyIncompleteFaceSessionResult(request.body.data, { issuer, clientId, sessionId, nonce });
 * log.info({ error: incomplete.error, level: incomplete.matchLevel }, 'no match');
 * ```
 */
export async function verifyIncompleteFaceSessionResult(result: string, options: VerifyOptions): Promise<IncompleteFaceSessionResult> {
  checkOptions(options);
  const claims = await verifiedClaims(result, options);
  const { face } = claims.data;
  if (face?.match === true) throw new ResultMatched('The result is of a session that succeeded');
  await claimOnce(claims, options.replayStore);
  return {
    match: false,
    ...(face === undefined ? {} : { matchLevel: face.matchLevel }),
    ...(typeof face?.error === 'string' ? { error: face.error } : {}),
    ...verifiedResultOf(claims),
  };
}

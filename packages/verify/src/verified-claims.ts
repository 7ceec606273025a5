import { faceSessionClaimsSchema, type FaceSessionClaims } from '@face-session/protocol';
import { signedResultOf } from './decrypt-result.js';
import { equalInConstantTime } from './equal-in-constant-time.js';
import {
  ResultAudienceMismatch,
  ResultExpired,
  ResultIssuedInFuture,
  ResultIssuerMismatch,
  ResultMalformed,
  ResultNonceMismatch,
  ResultSessionMismatch,
  ResultUserMismatch,
} from './errors.js';
import { keySetOf } from './key-set.js';
import { verifySignature } from './verify-signature.js';
import { DEFAULT_TIMEOUT_MS, defaultAlgorithms, type VerifyOptions } from './verify-options.js';

/** How far `iat` may lie ahead, in seconds: clocks of two machines differ (specification 6). */
const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * The claims of a result that is genuine, fresh, and of the session asked for. Says nothing yet about match or replay.
 *
 * @throws {@link FaceSessionError} of the check that fails first
 */
export async function verifiedClaims(result: string, options: VerifyOptions): Promise<FaceSessionClaims> {
  const keys = keySetOf(options.serviceURL ?? options.issuer, options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const signed = await signedResultOf(result, options.decryptionKey);
  const claims = claimsOf(await verifySignature(signed, keys, options.algorithms ?? defaultAlgorithms));
  checkClaims(claims, options);
  return claims;
}

function claimsOf(payload: Uint8Array): FaceSessionClaims {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch (cause) {
    throw new ResultMalformed('The payload of the result is not JSON', { cause });
  }
  const parsed = faceSessionClaimsSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new ResultMalformed(`Claims of the result are missing or of the wrong type: ${names}`);
}

function checkClaims({ iss, aud, iat, exp, data }: FaceSessionClaims, options: VerifyOptions): void {
  const now = Math.floor((options.now?.() ?? new Date()).getTime() / 1000);
  if (iss !== options.issuer) throw new ResultIssuerMismatch('The result is of another issuer');
  if (aud !== options.clientId) throw new ResultAudienceMismatch('The result was made for another client');
  if (iat > now + CLOCK_TOLERANCE_SECONDS) throw new ResultIssuedInFuture('The result was issued in the future');
  if (exp <= now) throw new ResultExpired('The result has expired');
  if (!sameSession(data, options)) throw new ResultSessionMismatch('The result is of another session');
  if (!sameNonce(data.nonce, options.nonce)) throw new ResultNonceMismatch('The result has not the nonce of the session');
  if (options.userIdentifier !== undefined && !equalInConstantTime(data.userIdentifier ?? '', options.userIdentifier)) {
    throw new ResultUserMismatch('The result is of another user');
  }
}

/** A recovery's result is never taken for that of a session from a photo, nor the other way round. */
function sameSession(data: FaceSessionClaims['data'], options: VerifyOptions): boolean {
  if (options.enrollmentIdentifier === undefined) {
    return data.enrollmentIdentifier === undefined && equalInConstantTime(data.sessionId, options.sessionId);
  }
  return data.enrollmentIdentifier !== undefined && equalInConstantTime(data.enrollmentIdentifier, options.enrollmentIdentifier);
}

function sameNonce(actual: string | undefined, expected: string | null): boolean {
  if (expected === null) return actual === undefined;
  return actual !== undefined && equalInConstantTime(actual, expected);
}

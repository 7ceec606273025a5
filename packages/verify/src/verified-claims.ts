import type { FaceSessionClaims } from '@face-session/protocol';
import { faceSessionClaimsSchema } from '@face-session/protocol/schemas';
import { signedResultOf } from './decrypt-result.js';
import { equalIdentifiers, equalInConstantTime } from './equal-in-constant-time.js';
import {
  ResultAudienceMismatch,
  ResultExpired,
  ResultIssuedInFuture,
  ResultIssuerMismatch,
  ResultMalformed,
  ResultNonceMismatch,
  ResultSessionMismatch,
  ResultTest,
  ResultUserMismatch,
  type FaceSessionErrorDetails,
} from './errors.js';
import { keySetOf } from './key-set.js';
import { verifySignature } from './verify-signature.js';
import { DEFAULT_KEYS_MAX_AGE_MS, DEFAULT_TIMEOUT_MS, defaultAlgorithms, secondsNow, type VerifyOptions } from './verify-options.js';

/** How far `iat` may lie ahead, in seconds: clocks of two machines differ (docs/protocol.md, Results). */
const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * Returns the claims of a result that is genuine, fresh and of the expected session. Does not check match and replay.
 *
 * @throws {@link FaceSessionError} of the check that fails first
 */
export async function verifiedClaims(result: string, options: VerifyOptions): Promise<FaceSessionClaims> {
  const keys = keySetOf(
    options.serviceURL ?? options.issuer,
    options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    options.keysMaxAgeMs ?? DEFAULT_KEYS_MAX_AGE_MS,
  );
  const signed = await signedResultOf(result, options.decryptionKey);
  refuseTest(signed, options);
  const claims = claimsOf(await verifySignature(signed, keys, options.algorithms ?? defaultAlgorithms));
  checkClaims(claims, options);
  return claims;
}

/**
 * Rejects a result of test mode before its signature is verified, so that the error names it even where its keys are not those of the issuer. What it
 * reads is not verified, and can only lead to a rejection.
 */
function refuseTest(signed: string, { allowTest = false }: VerifyOptions): void {
  if (allowTest) return;
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(signed.split('.')[1] ?? '', 'base64url').toString());
  } catch {
    // Not JSON: the checks that follow say so.
  }
  if ((claims as { readonly test?: unknown } | null | undefined)?.test === undefined) return;
  throw new ResultTest('The result is of test mode: nobody was there. `allowTest: true` accepts it, in tests only');
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
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'payload'}: ${issue.message}`).join('; ');
  throw new ResultMalformed(`Claims of the result are missing or of the wrong type. ${faults}`);
}

function checkClaims({ iss, aud, iat, exp, data }: FaceSessionClaims, options: VerifyOptions): void {
  const now = secondsNow(options);
  if (iss !== options.issuer) throw new ResultIssuerMismatch(...unlike('iss', options.issuer, iss));
  if (aud !== options.clientId) throw new ResultAudienceMismatch(...unlike('aud', options.clientId, aud));
  // In these forms a value that is not a number is refused as well.
  if (!(iat <= now + CLOCK_TOLERANCE_SECONDS)) {
    throw new ResultIssuedInFuture(
      `The result is issued ${String(iat - now)} s ahead of this clock, more than ${String(CLOCK_TOLERANCE_SECONDS)} s`,
    );
  }
  if (!(exp > now)) throw new ResultExpired(`The result expired ${String(now - exp)} s ago`);
  checkSession(data, options);
  checkNonce(data.nonce, options.nonce);
  if (options.userIdentifier !== undefined && !equalIdentifiers(data.userIdentifier, options.userIdentifier)) {
    throw new ResultUserMismatch(...unlike('data.userIdentifier', options.userIdentifier, data.userIdentifier));
  }
}

/** Message and details of an error about a claim that is not as expected. The claim is signed by the service. */
function unlike(claim: string, expected: string, actual: string | undefined): [message: string, details: FaceSessionErrorDetails] {
  const found = actual === undefined ? 'is missing' : `is ${JSON.stringify(actual)}`;
  return [`\`${claim}\` of the result ${found}, expected ${JSON.stringify(expected)}`, { expected, actual }];
}

/** A recovery's result is never taken for that of a session from a photo, nor the other way round. */
function checkSession({ sessionId, enrollmentIdentifier }: FaceSessionClaims['data'], options: VerifyOptions): void {
  if (options.enrollmentIdentifier !== undefined) {
    if (equalIdentifiers(enrollmentIdentifier, options.enrollmentIdentifier)) return;
    throw new ResultSessionMismatch(...unlike('data.enrollmentIdentifier', options.enrollmentIdentifier, enrollmentIdentifier));
  }
  if (enrollmentIdentifier !== undefined) {
    throw new ResultSessionMismatch('The result is of an account recovery, expected one of a session from an ID photo', {
      expected: options.sessionId,
      actual: sessionId,
    });
  }
  if (!equalIdentifiers(sessionId, options.sessionId))
    throw new ResultSessionMismatch(...unlike('data.sessionId', options.sessionId, sessionId));
}

/** Its message says what is wrong without either nonce. */
function checkNonce(actual: string | undefined, expected: string | null): void {
  if (expected === null) {
    if (actual !== undefined) throw new ResultNonceMismatch('`data.nonce` of the result is there, expected none: `nonce` is null');
  } else if (actual === undefined) {
    throw new ResultNonceMismatch('`data.nonce` of the result is missing, expected the nonce of the session');
  } else if (!equalInConstantTime(actual, expected)) {
    throw new ResultNonceMismatch('`data.nonce` of the result is not the nonce of the session');
  }
}

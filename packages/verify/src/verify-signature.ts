import type { SigningAlgorithm } from '@face-session/protocol';
import { compactVerify, decodeProtectedHeader, errors, type ProtectedHeaderParameters } from 'jose';
import {
  ResultAlgorithmNotAllowed,
  ResultKeyUnknown,
  ResultMalformed,
  ResultSignatureInvalid,
  ServiceTimeout,
  ServiceUnreachable,
} from './errors.js';
import type { KeySet } from './key-set.js';
import { reasonOf } from './reason-of.js';

/**
 * The payload of a signed result, once its signature is of an allowed algorithm and fits a key that the issuer published for it. Keys that the header itself names or holds
 * (`jku`, `jwk`, `x5u`, `x5c`) are never used.
 *
 * @throws {@link FaceSessionError} of the check that fails first
 */
export async function verifySignature(signed: string, { url, keys }: KeySet, algorithms: readonly SigningAlgorithm[]): Promise<Uint8Array> {
  const header = headerOf(signed);
  if (!algorithms.some((algorithm) => algorithm === header.alg)) {
    throw new ResultAlgorithmNotAllowed(`\`alg\` of the result is ${JSON.stringify(header.alg)}, expected ${algorithms.join(' or ')}`, {
      expected: algorithms.join(' or '),
      actual: header.alg,
    });
  }
  if (typeof header.kid !== 'string' || header.kid === '')
    throw new ResultKeyUnknown('`kid` of the result is missing, expected the id of a key of the issuer');
  try {
    const { payload } = await compactVerify(signed, keys, { algorithms: [...algorithms] });
    return payload;
  } catch (cause) {
    throw errorOf(cause, header.kid, url);
  }
}

function headerOf(signed: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(signed);
  } catch (cause) {
    throw new ResultMalformed('The header of the result is not JSON', { cause });
  }
}

function errorOf(cause: unknown, kid: string, url: string): Error {
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return new ResultSignatureInvalid('The signature does not fit the result', { cause });
  }
  if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) {
    return new ResultKeyUnknown(`\`kid\` of the result is ${JSON.stringify(kid)}, which is not a signing key at ${url}`, {
      cause,
      actual: kid,
      url,
    });
  }
  if (cause instanceof errors.JWKSTimeout) return new ServiceTimeout(`The signing keys did not arrive in time from ${url}`, { cause, url });
  if (cause instanceof errors.JWSInvalid || cause instanceof errors.JOSENotSupported) {
    return new ResultMalformed('The result is not a JWS that is understood here', { cause });
  }
  return new ServiceUnreachable(`The signing keys cannot be fetched from ${url}: ${reasonOf(cause)}`, { cause, url });
}

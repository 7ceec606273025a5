import type { SigningAlgorithm } from '@face-session/protocol';
import { compactVerify, decodeProtectedHeader, errors, type ProtectedHeaderParameters, type RemoteJWKSet } from 'jose';
import {
  ResultAlgorithmNotAllowed,
  ResultKeyUnknown,
  ResultMalformed,
  ResultSignatureInvalid,
  ServiceTimeout,
  ServiceUnreachable,
} from './errors.js';

/**
 * The payload of a signed result, once its signature is of an allowed algorithm and fits a key that the issuer published for it. Keys that the header itself names or holds
 * (`jku`, `jwk`, `x5u`, `x5c`) are never looked at.
 *
 * @throws {@link FaceSessionError} of the check that fails first
 */
export async function verifySignature(signed: string, keys: RemoteJWKSet, algorithms: readonly SigningAlgorithm[]): Promise<Uint8Array> {
  const header = headerOf(signed);
  if (!algorithms.some((algorithm) => algorithm === header.alg)) {
    throw new ResultAlgorithmNotAllowed(`The algorithm of the signature is not ${algorithms.join(' or ')}`);
  }
  if (typeof header.kid !== 'string' || header.kid === '') throw new ResultKeyUnknown('The header of the result names no key');
  try {
    const { payload } = await compactVerify(signed, keys, { algorithms: [...algorithms] });
    return payload;
  } catch (cause) {
    throw errorOf(cause);
  }
}

function headerOf(signed: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(signed);
  } catch (cause) {
    throw new ResultMalformed('The header of the result is not JSON', { cause });
  }
}

function errorOf(cause: unknown): Error {
  if (cause instanceof errors.JWSSignatureVerificationFailed) {
    return new ResultSignatureInvalid('The signature does not fit the result', { cause });
  }
  if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JWKSMultipleMatchingKeys) {
    return new ResultKeyUnknown('The key of the result is not a signing key of the issuer', { cause });
  }
  if (cause instanceof errors.JWKSTimeout) return new ServiceTimeout('The signing keys did not arrive in time', { cause });
  if (cause instanceof errors.JWSInvalid || cause instanceof errors.JOSENotSupported) {
    return new ResultMalformed('The result is not a JWS that is understood here', { cause });
  }
  return new ServiceUnreachable('The signing keys cannot be fetched', { cause });
}

import { MAX_NONCE_LENGTH } from '@face-session/protocol';
import { CaptureError } from './capture-error.js';
import type { CaptureOptions } from './capture-options.js';
import { assetsAddress, serviceAddress } from './service/service-address.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * The address of the service, once all arguments are seen to be right.
 * @throws CaptureError INVALID_CONFIG that names the argument
 */
export function validateOptions(options: CaptureOptions): { readonly baseURL: string; readonly assetsURL: string } {
  const wrong = (message: string): never => {
    throw new CaptureError('INVALID_CONFIG', message);
  };
  const { token, sessionId, nonce, userIdentifier, minimumMatchLevel, maxAttempts } = options;
  if (typeof token !== 'string' || token === '') wrong('token is missing.');
  if (typeof sessionId !== 'string' || !UUID.test(sessionId)) wrong('sessionId is missing or not a UUID.');
  if (nonce !== undefined && (typeof nonce !== 'string' || nonce.length > MAX_NONCE_LENGTH)) {
    wrong(`nonce is longer than ${MAX_NONCE_LENGTH} characters.`);
  }
  if (userIdentifier !== undefined && !UUID.test(userIdentifier)) wrong('userIdentifier is not a UUID.');
  if (minimumMatchLevel !== undefined && ![1, 2, 3, 4, 5].includes(minimumMatchLevel)) wrong('minimumMatchLevel is not 1, 2, 3, 4 or 5.');
  if (maxAttempts !== undefined && ![1, 2, 3].includes(maxAttempts)) wrong('maxAttempts is not 1, 2 or 3.');
  const baseURL = serviceAddress(options);
  return { baseURL, assetsURL: assetsAddress(options.assetsURL ?? `${baseURL}/assets/`) };
}

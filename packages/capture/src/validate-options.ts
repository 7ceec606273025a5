import { MAX_NONCE_LENGTH } from '@face-session/protocol';
import { invalidConfig } from './capture-error.js';
import type { CaptureOptions } from './capture-options.js';
import { checkTexts } from './texts/check-texts.js';
import { assetsAddress, serviceAddress } from './service/service-address.js';

/** RFC 6750, 2.1. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** What a header carries unchanged: Latin-1 without control characters, and no space at either end (RFC 9110, 5.5). */
const HEADER = /^([\x21-\x7e\xa1-\xff]([\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa1-\xff])?)?$/;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * The address of the service, once all arguments are seen to be right.
 * @throws CaptureError INVALID_CONFIG that names the argument
 */
export function validateOptions(options: CaptureOptions): { readonly baseURL: string; readonly assetsURL: string } {
  const wrong = (message: string): never => {
    throw invalidConfig(message);
  };
  const { token, sessionId, nonce, userIdentifier, minimumMatchLevel, maxAttempts } = options;
  if (typeof token !== 'string' || token === '') wrong('token is missing.');
  if (!TOKEN.test(token)) wrong('token is malformed.');
  if (typeof sessionId !== 'string' || !UUID.test(sessionId)) wrong('sessionId is missing or not a UUID.');
  if (nonce !== undefined && (typeof nonce !== 'string' || nonce.length > MAX_NONCE_LENGTH)) {
    wrong(`nonce is longer than ${MAX_NONCE_LENGTH} characters.`);
  }
  if (nonce !== undefined && !HEADER.test(nonce)) wrong('nonce is not fit for a header.');
  if (userIdentifier !== undefined && (typeof userIdentifier !== 'string' || !UUID.test(userIdentifier)))
    wrong('userIdentifier is not a UUID.');
  if (minimumMatchLevel !== undefined && ![1, 2, 3, 4, 5].includes(minimumMatchLevel)) wrong('minimumMatchLevel is not 1, 2, 3, 4 or 5.');
  if (maxAttempts !== undefined && ![1, 2, 3].includes(maxAttempts)) wrong('maxAttempts is not 1, 2 or 3.');
  checkTexts(options.texts);
  const baseURL = serviceAddress(options);
  return { baseURL, assetsURL: assetsAddress(options.assetsURL ?? `${baseURL}/assets/`) };
}

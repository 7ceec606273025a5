import { matchLevels, MAX_ATTEMPTS, MAX_NONCE_LENGTH, type HandOffMode } from '@face-session/protocol';
import { invalidConfig } from './capture-error.js';
import type { CaptureOptions } from './capture-options.js';
import { checkTexts } from './texts/check-texts.js';
import { assetsAddress, serviceAddress } from './service/service-address.js';

/** RFC 6750, 2.1. */
const TOKEN = /^[\w.~+/-]+=*$/;

/** What a header carries unchanged: Latin-1 without control characters, and no space at either end (RFC 9110, 5.5). */
const HEADER = /^([\x21-\x7e\xa1-\xff]([\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa1-\xff])?)?$/;

const handOffs: readonly HandOffMode[] = ['never', 'offer', 'only'];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * The address of the service, once all arguments are seen to be right.
 * @throws CaptureError INVALID_CONFIG that names the argument
 */
export function validateOptions(options: CaptureOptions): { readonly baseURL: string; readonly assetsURL: string } {
  const wrong = (message: string): never => {
    throw invalidConfig(message);
  };
  const { token, sessionId, nonce, userIdentifier, minimumMatchLevel, maxAttempts, allowHandOff = 'never' } = options;
  if (typeof token !== 'string' || token === '') wrong('token is missing.');
  if (!TOKEN.test(token)) wrong('token is malformed.');
  if (typeof sessionId !== 'string' || !UUID.test(sessionId)) wrong('sessionId is missing or not a UUID.');
  if (nonce !== undefined && (typeof nonce !== 'string' || nonce.length > MAX_NONCE_LENGTH)) {
    wrong(`nonce is longer than ${MAX_NONCE_LENGTH} characters.`);
  }
  if (nonce !== undefined && !HEADER.test(nonce)) wrong('nonce is not fit for a header.');
  if (userIdentifier !== undefined && (typeof userIdentifier !== 'string' || !UUID.test(userIdentifier)))
    wrong('userIdentifier is not a UUID.');
  if (minimumMatchLevel !== undefined && !matchLevels.includes(minimumMatchLevel)) wrong(`minimumMatchLevel is not ${oneOf(matchLevels)}.`);
  const attempts = Array.from({ length: MAX_ATTEMPTS }, (_, index) => index + 1);
  if (maxAttempts !== undefined && !attempts.includes(maxAttempts)) wrong(`maxAttempts is not ${oneOf(attempts)}.`);
  if (!handOffs.includes(allowHandOff)) wrong(`allowHandOff is not ${oneOf(handOffs)}.`);
  checkTexts(options.texts);
  const baseURL = serviceAddress(options);
  return { baseURL, assetsURL: assetsAddress(options.assetsURL ?? `${baseURL}/assets/`) };
}

/** Attempts as the published packages take them: more than allowed counts as all that are, zero and less as not set. */
export function allowedAttempts(maxAttempts: number | undefined): number | undefined {
  return maxAttempts === undefined || maxAttempts <= 0 ? undefined : Math.min(maxAttempts, MAX_ATTEMPTS);
}

/** `1, 2 or 3`. */
export function oneOf(values: readonly (string | number)[]): string {
  return [values.slice(0, -1).join(', '), ...values.slice(-1)].join(' or ');
}

import { base64url } from 'jose';
import { ResultMalformed } from './errors.js';

/** Longest result, in characters. A result has about 1,000, an encrypted one about 2,000. */
const MAX_RESULT_LENGTH = 16_384;

/**
 * The segments of a compact JWS (three) or JWE (five).
 *
 * Each must be canonical base64url: otherwise the last character of a segment could be changed without changing its bytes, and
 * "one result" would have several texts.
 *
 * @throws {@link ResultMalformed}
 */
export function segmentsOf(compact: unknown): string[] {
  if (typeof compact !== 'string')
    throw new ResultMalformed(
      `The result is ${compact === null ? 'null' : typeof compact}, expected a string: the compact JWS from the app`,
    );
  if (compact.length > MAX_RESULT_LENGTH) throw new ResultMalformed(`The result is longer than ${String(MAX_RESULT_LENGTH)} characters`);
  const segments = compact.split('.');
  if (segments.length !== 3 && segments.length !== 5) {
    const found = compact === '' ? 'an empty string' : `${String(segments.length)} part${segments.length === 1 ? '' : 's'}`;
    throw new ResultMalformed(`The result has ${found}, expected 3 parts divided by dots (signed) or 5 (encrypted)`);
  }
  const broken = segments.findIndex((segment) => !isCanonical(segment));
  if (broken >= 0) throw new ResultMalformed(`Part ${String(broken + 1)} of the result is not base64url without padding`);
  return segments;
}

function isCanonical(segment: string): boolean {
  if (!/^[A-Za-z0-9_-]*$/.test(segment)) return false;
  try {
    return base64url.encode(base64url.decode(segment)) === segment;
  } catch {
    return false;
  }
}

import { createHash } from 'node:crypto';
import { equalInConstantTime } from './equal-in-constant-time.js';
import {
  ImageChecksumMismatch,
  ImageForbidden,
  ImageInvalid,
  ImageMissing,
  ImageNotFound,
  ImageTooLarge,
  OptionsInvalid,
  ServiceTimeout,
  ServiceUnreachable,
} from './errors.js';
import { reasonOf } from './reason-of.js';
import { readAtMost } from './read-at-most.js';
import { serviceURL } from './service-url.js';
import type { VerifiedResult } from './verified-result.js';
import { checkTimeout, DEFAULT_TIMEOUT_MS, requireOptions } from './verify-options.js';

/** Largest image unless told otherwise, in bytes. The service's selfies have some 100 kB. */
const DEFAULT_MAX_BYTES = 5 * 1024 * 1024;

/** Options of {@link fetchAuditTrailImage}. */
export interface FetchAuditTrailImageOptions {
  /** Access token of the same client, with the scope KYC_INFO_SDK. */
  readonly accessToken: string;
  /** Base URL to fetch from, if the service is reached under another address than the result's issuer. */
  readonly serviceURL?: string;
  /** Largest image accepted, in bytes; 5 MiB unless given. */
  readonly maxBytes?: number;
  /** Time limit of the whole download, in milliseconds; 5,000 unless given. */
  readonly timeoutMs?: number;
  /** Ends the download early. */
  readonly signal?: AbortSignal;
}

/**
 * Downloads the audit-trail selfie of a verified result and verifies that it is the one that the result was signed for. The service
 * keeps it for 30 minutes at most: store it yourself if your records need it.
 *
 * @returns the exact bytes of a JPEG
 * @throws {@link FaceSessionError} whose `code` says what was wrong
 *
 * @example
 * ```ts
 * const result = await verifyFaceSessionResult(jws, { issuer, clientId, sessionId, nonce });
 * const selfie = await fetchAuditTrailImage(result, { accessToken });
 * await writeFile('selfie.jpg', selfie);
 * ```
 */
export async function fetchAuditTrailImage(
  result: Pick<VerifiedResult, 'issuer' | 'auditTrailImage'>,
  options: FetchAuditTrailImageOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  checkOptions(options);
  const { accessToken, maxBytes = DEFAULT_MAX_BYTES, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  if (result.auditTrailImage === undefined) throw new ImageMissing('The result names no audit-trail image');
  const { id, checksum } = result.auditTrailImage;
  const url = serviceURL(options.serviceURL ?? result.issuer, `api/v1/info/img/${encodeURIComponent(id)}`);
  const timeout = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const response = await fetch(url, {
      headers: { authorization: `Bearer ${accessToken}`, accept: 'image/jpeg' },
      redirect: 'error',
      signal,
    });
    await checkAnswer(response);
    const read = await readAtMost(response, maxBytes);
    if (!read) throw new ImageTooLarge(`The audit-trail image has more than ${String(maxBytes)} bytes`);
    bytes = read;
  } catch (cause) {
    if (timeout.aborted)
      throw new ServiceTimeout(`The audit-trail image did not arrive in time from ${url.href}`, { cause, url: url.href });
    options.signal?.throwIfAborted();
    if (cause instanceof TypeError) {
      throw new ServiceUnreachable(`The audit-trail image cannot be fetched from ${url.href}: ${reasonOf(cause)}`, {
        cause,
        url: url.href,
      });
    }
    throw cause;
  }
  if (!equalInConstantTime(`sha256:${createHash('sha256').update(bytes).digest('hex')}`, checksum)) {
    throw new ImageChecksumMismatch('The audit-trail image is not the one that the result was signed for');
  }
  return bytes;
}

/** @throws {@link OptionsInvalid} that names the option which cannot be used; for callers without types. */
function checkOptions(options: FetchAuditTrailImageOptions): void {
  requireOptions(options);
  const { accessToken, maxBytes, timeoutMs, signal } = options;
  if (typeof accessToken !== 'string' || accessToken === '') throw new OptionsInvalid('`accessToken` must be a string that is not empty');
  if (maxBytes !== undefined && !(Number.isInteger(maxBytes) && maxBytes > 0)) {
    throw new OptionsInvalid('`maxBytes` must be a whole number above 0');
  }
  checkTimeout(timeoutMs);
  if (signal !== undefined && !((signal as unknown) instanceof AbortSignal)) throw new OptionsInvalid('`signal` must be an AbortSignal');
}

async function checkAnswer(response: Response): Promise<void> {
  if (response.status === 200 && mediaTypeOf(response) === 'image/jpeg') return;
  await response.body?.cancel();
  if (response.status === 401 || response.status === 403) throw new ImageForbidden('The access token may not read the audit-trail image');
  if (response.status === 404) throw new ImageNotFound('The audit-trail image is not there any more');
  if (response.status === 200) throw new ImageInvalid('The audit-trail image is not a JPEG');
  throw new ServiceUnreachable(`The service answered ${String(response.status)} instead of the audit-trail image`);
}

function mediaTypeOf(response: Response): string | undefined {
  return response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
}

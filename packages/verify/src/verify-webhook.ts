import { createHmac, timingSafeEqual } from 'node:crypto';
import { WEBHOOK_SECRET_PREFIX, WEBHOOK_TOLERANCE_SECONDS, webhookHeaders, type WebhookEvent } from '@face-session/protocol';
import { webhookEventSchema, webhookReferenceBodySchema } from '@face-session/protocol/schemas';
import {
  OptionsInvalid,
  WebhookBodyMalformed,
  WebhookHeaderInvalid,
  WebhookSignatureInvalid,
  WebhookTimestampOutOfRange,
} from './errors.js';
import { requireOptions, secondsNow } from './verify-options.js';

/** Headers of a request: those of Node's `IncomingMessage`, a plain object, or `Headers`. Names are compared without regard to case. */
export type WebhookRequestHeaders =
  { readonly get: (name: string) => string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Options of {@link verifyWebhook}. */
export interface VerifyWebhookOptions {
  /** The signing secret, `whsec_...`; while you rotate, the old and the new one. */
  readonly secret: string | readonly string[];
  /** How far `webhook-timestamp` may be from this machine's clock, in seconds; 300 unless given. */
  readonly toleranceSeconds?: number;
  /** The time; the machine's unless given. */
  readonly now?: () => Date;
}

/** A delivery that the service signed. */
export interface VerifiedWebhook {
  /** `webhook-id`: the same for each delivery of one event. Remember it for three days and skip an event that you have handled. */
  readonly id: string;
  /** When this delivery was sent. */
  readonly sentAt: Date;
  /** The event; null if the webhook is set to the body of the reference. */
  readonly event: WebhookEvent | null;
  /** The signed result, for {@link verifyFaceSessionResult}; null if the event has none: the session expired. */
  readonly jwsResult: string | null;
}

/** Bytes of a secret, as Standard Webhooks allows them. */
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;

/** Most signatures of a delivery that are compared; a service in rotation sends two. */
const MAX_SIGNATURES = 16;

/** Longest accepted header, in characters. */
const MAX_HEADER_LENGTH = 2_048;

/**
 * Verifies a delivery of the service's webhook, as Standard Webhooks defines it: the signature is HMAC-SHA256 under one of your secrets, compared
 * in constant time, and the delivery was signed within the last five minutes. This proves that the service sent it, not that the person matched: pass
 * `jwsResult` to {@link verifyFaceSessionResult}.
 *
 * @param body the body as it arrived, text or bytes; JSON that was parsed and written again has another signature
 * @param headers of the request
 * @throws {@link FaceSessionError} whose `code` names the check that failed
 *
 * @example
 * ```ts
 * app.post('/hooks', express.raw({ type: 'application/json' }), async (request, response) => {
 *   const { id, event, jwsResult } = verifyWebhook(request.body, request.headers, { secret: process.env.WEBHOOK_SECRET });
 *   await queue.addOnce(id, { event, jwsResult }); // answer first, work later
 *   response.status(204).end();
 * });
 * ```
 */
export function verifyWebhook(body: string | Uint8Array, headers: WebhookRequestHeaders, options: VerifyWebhookOptions): VerifiedWebhook {
  requireOptions(options);
  if (typeof (headers as unknown) !== 'object' || (headers as unknown) === null) {
    throw new OptionsInvalid('The headers are missing, expected those of the request');
  }
  const keys = keysOf(options.secret);
  const toleranceSeconds = toleranceOf(options);
  const bytes = bytesOf(body);
  const [id, timestamp, signatures] = [webhookHeaders.id, webhookHeaders.timestamp, webhookHeaders.signature].map((name) =>
    headerOf(headers, name),
  ) as [string, string, string];
  const sentAt = secondsOf(timestamp);
  checkTime(sentAt, secondsNow(options), toleranceSeconds);
  checkSignature(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), bytes]), signatures, keys);
  return { id, sentAt: new Date(sentAt * 1000), ...contentOf(bytes) };
}

function keysOf(secret: string | readonly string[]): Buffer[] {
  const secrets: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  if (secrets.length === 0) throw new OptionsInvalid('`secret` is an empty array, expected one secret or more');
  return secrets.map((text) => {
    if (typeof text !== 'string')
      throw new OptionsInvalid(`\`secret\` is ${typeof text}, expected the secret that the service printed, ${WEBHOOK_SECRET_PREFIX}...`);
    const base64 = text.startsWith(WEBHOOK_SECRET_PREFIX) ? text.slice(WEBHOOK_SECRET_PREFIX.length) : '';
    const key = Buffer.from(base64, 'base64');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || key.length < MIN_SECRET_BYTES || key.length > MAX_SECRET_BYTES) {
      throw new OptionsInvalid(
        `\`secret\` is not ${WEBHOOK_SECRET_PREFIX} and base64 of ${String(MIN_SECRET_BYTES)} to ${String(MAX_SECRET_BYTES)} bytes`,
      );
    }
    return key;
  });
}

function toleranceOf({ toleranceSeconds = WEBHOOK_TOLERANCE_SECONDS }: VerifyWebhookOptions): number {
  if (!(Number.isFinite(toleranceSeconds) && toleranceSeconds > 0)) throw new OptionsInvalid('`toleranceSeconds` must be a number above 0');
  return toleranceSeconds;
}

function bytesOf(body: unknown): Buffer {
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new OptionsInvalid('The body must be text or bytes as they arrived. A body that was parsed cannot be verified: read it raw');
}

function headerOf(headers: WebhookRequestHeaders, name: string): string {
  const found: unknown =
    typeof headers.get === 'function' ? headers.get(name) : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const value: unknown = Array.isArray(found) && found.length === 1 ? found[0] : found;
  if (typeof value !== 'string' || value === '') throw new WebhookHeaderInvalid(`The header \`${name}\` is missing`, { expected: name });
  if (value.length > MAX_HEADER_LENGTH) {
    throw new WebhookHeaderInvalid(`The header \`${name}\` has more than ${String(MAX_HEADER_LENGTH)} characters`, { expected: name });
  }
  return value;
}

function secondsOf(timestamp: string): number {
  if (/^\d{1,12}$/.test(timestamp)) return Number(timestamp);
  throw new WebhookHeaderInvalid('The header `webhook-timestamp` is not a number of seconds since 1970', {
    expected: webhookHeaders.timestamp,
    actual: timestamp,
  });
}

function checkTime(sentAt: number, now: number, tolerance: number): void {
  const age = now - sentAt;
  if (Math.abs(age) <= tolerance) return;
  const off = `${String(Math.abs(age))} s ${age > 0 ? 'ago' : 'ahead of this clock'}`;
  throw new WebhookTimestampOutOfRange(`The delivery was signed ${off}, expected at most ${String(tolerance)} s`, {
    expected: tolerance,
    actual: Math.abs(age),
  });
}

/** Compares every signature with every key, whether one fits or not. */
function checkSignature(signed: Buffer, header: string, keys: readonly Buffer[]): void {
  const expected = keys.map((key) => createHmac('sha256', key).update(signed).digest());
  const candidates = header.split(' ').slice(0, MAX_SIGNATURES);
  let fits = false;
  for (const candidate of candidates) {
    // Other versions, such as the asymmetric `v1a`, are for receivers that know them.
    if (!candidate.startsWith('v1,')) continue;
    const signature = Buffer.from(candidate.slice('v1,'.length), 'base64');
    for (const digest of expected) fits = (signature.length === digest.length && timingSafeEqual(signature, digest)) || fits;
  }
  if (fits) return;
  const found = candidates.map((candidate) => candidate.split(',')[0]).join(' ');
  throw new WebhookSignatureInvalid(
    'No signature of the delivery fits: the body is not as it was sent (was it parsed?), or `secret` is not the secret of this webhook',
    { expected: 'v1', actual: found.slice(0, 100) },
  );
}

function contentOf(bytes: Buffer): Pick<VerifiedWebhook, 'event' | 'jwsResult'> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new WebhookBodyMalformed('The body is signed, but is not JSON', { cause });
  }
  const reference = webhookReferenceBodySchema.safeParse(json);
  if (reference.success) return { event: null, jwsResult: reference.data.jwsResult };
  const event = webhookEventSchema.safeParse(json);
  if (event.success) return { event: event.data, jwsResult: event.data.data.jwsResult ?? null };
  const faults = event.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
  throw new WebhookBodyMalformed(`The body is signed, but is not an event of Face Session. ${faults}`);
}

import { createHmac } from 'node:crypto';
import { WEBHOOK_SECRET_PREFIX, webhookHeaders } from '@face-session/protocol';
import { secondsOf } from '../clock.js';
import type { Random } from '../random.js';

/** Bytes of a signing secret; Standard Webhooks allows 24 to 64. */
const SECRET_BYTES = 32;

/** A new signing secret: `whsec_` and base64. */
export function newWebhookSecret(random: Random): string {
  return `${WEBHOOK_SECRET_PREFIX}${random.bytes(SECRET_BYTES).toString('base64')}`;
}

/**
 * The headers of a delivery as Standard Webhooks defines them: HMAC-SHA256 over `id.timestamp.body` in base64, one signature for each secret.
 * @param now milliseconds since 1970
 */
export function signatureHeaders(id: string, now: number, body: string, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(secondsOf(now));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(WEBHOOK_SECRET_PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { [webhookHeaders.id]: id, [webhookHeaders.timestamp]: timestamp, [webhookHeaders.signature]: signatures.join(' ') };
}

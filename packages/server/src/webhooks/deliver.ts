import type { Logger } from 'pino';
import type { Sealer } from '../keys/sealer.js';
import type { Random } from '../random.js';
import type { SignParts } from '../sessions/result.js';
import type { Client } from '../store/client-store.js';
import type { LeasedEvent } from '../store/outbox-store.js';
import type { Store } from '../store/store.js';
import type { Webhook } from '../store/webhook-store.js';
import type { OpenSpan, Tracing } from '../tracing/tracing.js';
import { deliveryBody } from './delivery-body.js';
import type { AddressRules } from './address-rules.js';
import { post } from './post.js';
import { resolveReceiver, ReceiverError, type Resolve } from './receiver.js';
import { retryDelayMs } from './retry-delay.js';
import { signatureHeaders } from './signature.js';
import { authenticationHeaders, openWebhookSecrets, secretsInForce } from './webhook-secrets.js';

/** How long a receiver has to take an event, in milliseconds, the look-up of its name included. */
export const DELIVERY_TIMEOUT_MS = 5_000;

/** The receiver wants no more events (Standard Webhooks). */
const GONE = 410;

export interface DeliverParts extends SignParts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly random: Random;
  readonly logger: Logger;
  readonly tracing: Tracing;
  readonly addressRules: AddressRules;
  readonly resolve?: Resolve | undefined;
}

/** What came of one delivery. */
interface Outcome {
  readonly accepted: boolean;
  /** For the operator: a status, or why there is none. */
  readonly text: string;
  readonly status?: number;
}

/** Delivers an event once and records what came of it. Throws faults of the store only. */
export function deliver(parts: DeliverParts, client: Client, webhook: Webhook, event: LeasedEvent): Promise<void> {
  const attributes = { 'face_session.webhook.event': event.type, 'face_session.webhook.tries': event.tries };
  return parts.tracing.root('webhook delivery', attributes, (span) => deliverOnce(parts, client, webhook, event, span));
}

async function deliverOnce(parts: DeliverParts, client: Client, webhook: Webhook, event: LeasedEvent, span: OpenSpan): Promise<void> {
  const { store, clock, random, metrics, logger } = parts;
  const outcome = await outcomeOf(parts, client, webhook, event);
  span.set({
    'face_session.webhook.outcome': outcome.accepted ? 'delivered' : 'failed',
    ...(outcome.status !== undefined && { 'http.response.status_code': outcome.status }),
  });
  metrics.webhookDeliveries.inc({ outcome: outcome.accepted ? 'delivered' : 'failed', client: client.clientId });
  const { eventId, clientId, type, tries } = event;
  if (outcome.accepted) {
    const { sessionHash, userHash } = event;
    await store.recordDelivery(event, outcome.text, {
      at: clock(),
      event: 'webhook.delivered',
      clientId,
      sessionHash,
      userHash: userHash ?? undefined,
      details: { eventId, type, tries, outcome: outcome.text },
    });
    return;
  }
  logger.warn({ clientId, eventId, tries, outcome: outcome.text }, 'webhook not delivered');
  await store.recordFailure(event, outcome.text, clock() + retryDelayMs(tries, random));
  if (outcome.status !== GONE) return;
  const disabled = { ...webhook, disabled: true, version: webhook.version + 1 };
  await store.saveWebhook(disabled, { at: clock(), event: 'webhook.gone', clientId, details: { eventId } });
}

async function outcomeOf(parts: DeliverParts, client: Client, webhook: Webhook, event: LeasedEvent): Promise<Outcome> {
  const timeout = AbortSignal.timeout(DELIVERY_TIMEOUT_MS);
  try {
    const { signing, authentication } = openWebhookSecrets(parts.sealer, webhook.clientId, webhook.secretsSealed);
    const body = await deliveryBody(parts, client, event, webhook.body);
    if (body === null) return { accepted: true, text: 'not sent: the body of the reference has no room for it' };
    const receiver = await Promise.race([resolveReceiver(webhook.url, parts.addressRules, parts.resolve), aborted(timeout)]);
    const now = parts.clock();
    const secrets = secretsInForce({ signing, authentication }, now).map(({ secret }) => secret);
    const headers = { ...authenticationHeaders(authentication), ...signatureHeaders(event.eventId, now, body, secrets) };
    const status = await post(receiver, headers, body, timeout);
    return { accepted: status >= 200 && status < 300, text: `answered ${status}`, status };
  } catch (error) {
    if (timeout.aborted) return { accepted: false, text: `no answer in ${DELIVERY_TIMEOUT_MS / 1000} s` };
    return { accepted: false, text: reasonOf(error) };
  }
}

/** Why there was no answer, without the URL: its path may be a secret. */
function reasonOf(error: unknown): string {
  if (error instanceof ReceiverError) return error.message;
  const { code, name, message } = (error instanceof AggregateError ? error.errors[0] : error) as NodeJS.ErrnoException;
  return code ?? `${name}: ${message}`;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}

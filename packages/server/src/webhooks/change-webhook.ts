import { webhookEventTypes } from '@face-session/protocol';
import type { Clock } from '../clock.js';
import type { Sealer } from '../keys/sealer.js';
import type { Random } from '../random.js';
import type { AuditEvent } from '../store/audit-event.js';
import type { Store } from '../store/store.js';
import type { Webhook } from '../store/webhook-store.js';
import { newWebhookSecret } from './signature.js';
import { openWebhookSecrets, sealWebhookSecrets, secretsInForce, type SigningSecret, type WebhookSecrets } from './webhook-secrets.js';

interface WebhookParts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly random: Random;
}

/** Another change of the webhook came first; nothing was stored. */
export class WebhookConflictError extends Error {
  override readonly name = 'WebhookConflictError';
  constructor() {
    super('Another change of the webhook came first. Nothing was stored, and a secret that was just shown is not valid: try again.');
  }
}

/** What an operator sets of a webhook. */
export type WebhookSettings = Pick<Webhook, 'url' | 'events' | 'body'> & Pick<WebhookSecrets, 'authentication'>;

/** Delivers a new secret before it is stored; throws if it could not be delivered. */
type DeliverSecret = (secret: string) => Promise<void>;

/** A webhook with its secrets opened. */
export interface OpenedWebhook extends Webhook {
  readonly secrets: WebhookSecrets;
}

export async function openedWebhook(
  { store, sealer }: Pick<WebhookParts, 'store' | 'sealer'>,
  clientId: string,
): Promise<OpenedWebhook | null> {
  const webhook = await store.findWebhook(clientId);
  return webhook && { ...webhook, secrets: openWebhookSecrets(sealer, clientId, webhook.secretsSealed) };
}

/**
 * Sets a client's webhook: the settings given change, the others stay. A new one has a secret, receives every event in our own body, and
 * needs a `url`.
 * @throws {WebhookConflictError}, or what `deliver` throws; nothing is stored then
 */
export async function setWebhook(
  parts: WebhookParts,
  current: OpenedWebhook | null,
  clientId: string,
  { authentication, ...settings }: Partial<WebhookSettings>,
  deliver: DeliverSecret,
): Promise<void> {
  const before = current ?? {
    clientId,
    url: '',
    events: webhookEventTypes,
    body: 'event' as const,
    disabled: false,
    version: 0,
    secrets: { signing: [await newSecret(parts, deliver)], authentication: { kind: 'none' as const } },
  };
  const secrets = authentication === undefined ? before.secrets : { ...before.secrets, authentication };
  const after = { ...before, ...settings, secrets };
  const details = { events: after.events, body: after.body, authentication: secrets.authentication.kind };
  await save(parts, after, { event: 'webhook.set', clientId, details });
}

/**
 * Adds a signing secret. The older ones sign beside it until `overlapMs` have passed.
 * @throws {WebhookConflictError}, or what `deliver` throws; nothing is stored then
 */
export async function addWebhookSecret(
  parts: WebhookParts,
  webhook: OpenedWebhook,
  overlapMs: number,
  deliver: DeliverSecret,
): Promise<void> {
  const now = parts.clock();
  const older = secretsInForce(webhook.secrets, now).map((secret) => ({
    ...secret,
    expiresAt: Math.min(secret.expiresAt ?? Infinity, now + overlapMs),
  }));
  const added = await newSecret(parts, deliver);
  const secrets = { ...webhook.secrets, signing: [added, ...older] };
  const details = { secretId: added.secretId, olderEndInHours: overlapMs / 3_600_000 };
  await save(parts, { ...webhook, secrets }, { event: 'webhook.secret-added', clientId: webhook.clientId, details });
}

/** Stops or starts the deliveries. @throws {WebhookConflictError} */
export async function setWebhookDisabled(parts: WebhookParts, webhook: OpenedWebhook, disabled: boolean): Promise<void> {
  const event = disabled ? 'webhook.disabled' : 'webhook.enabled';
  await save(parts, { ...webhook, disabled }, { event, clientId: webhook.clientId, details: {} });
}

async function newSecret({ random, clock }: WebhookParts, deliver: DeliverSecret): Promise<SigningSecret> {
  const secret = newWebhookSecret(random);
  await deliver(secret);
  return { secretId: random.uuid(), secret, createdAt: clock(), expiresAt: null };
}

async function save(
  { store, sealer, clock }: WebhookParts,
  { secrets, ...webhook }: Omit<OpenedWebhook, 'secretsSealed'>,
  audit: AuditEvent,
): Promise<void> {
  const { clientId, version } = webhook;
  const next = { ...webhook, version: version + 1, secretsSealed: sealWebhookSecrets(sealer, clientId, secrets) };
  if ((await store.saveWebhook(next, { at: clock(), ...audit })) === 'conflict') throw new WebhookConflictError();
}

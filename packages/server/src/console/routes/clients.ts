import { scopes, signingAlgorithms, webhookEventTypes } from '@face-session/protocol';
import type { JWK } from 'jose';
import { z } from 'zod';
import { resultKeyOf } from '../../keys/result-encryption.js';
import {
  changeClient,
  forgetPeople,
  registerClient,
  rotateClientSecret,
  setClientDisabled,
  setResultKey,
} from '../../oauth/change-client.js';
import { clientRuleNames, isRuleValue, ruleNamed, type ClientRuleName } from '../../oauth/client-rules.js';
import { isRefusal, refusal, type Refusal } from '../../sessions/refusal.js';
import { emptyLinkPage } from '../../store/link-page.js';
import { webhookBodies } from '../../store/webhook-store.js';
import {
  addWebhookSecret,
  openedWebhook,
  setWebhook,
  setWebhookDisabled,
  WebhookConflictError,
  type OpenedWebhook,
} from '../../webhooks/change-webhook.js';
import { receiverURL, ReceiverError, resolveReceiver } from '../../webhooks/receiver.js';
import { secretsInForce } from '../../webhooks/webhook-secrets.js';
import { HOUR_MS } from '../contributions.js';
import { linkPageSettingNames, linkPageSettings } from '../../links/change-link-page.js';
import { consoleRoute, type ConsoleCall, type ConsoleParts } from '../console-route.js';
import { namedClient, subject, withClient, type Answered, type NamedClient } from '../with-client.js';

/** Deliveries and links of a client that are shown. */
const SHOWN = 100;

/** The longest overlap of secrets, in hours: a month. */
const MOST_OVERLAP_HOURS = 31 * 24;

const rules = z.partialRecord(z.enum(clientRuleNames), z.json());
const hours = z.number().min(0).max(MOST_OVERLAP_HOURS);
const scopeList = z.array(z.enum(scopes)).min(1);

/** `GET /api/clients`: the clients, by name. */
export const clients = consoleRoute({
  method: 'GET',
  path: '/api/clients',
  role: 'viewer',
  async handle({ store }) {
    const all = await store.listClients();
    const shown = all.map((client) => ({
      clientId: client.clientId,
      name: client.name,
      test: client.test,
      disabled: client.disabled,
      scopes: client.scopes,
      createdAt: client.createdAt,
    }));
    return { clients: shown.sort((one, other) => one.name.localeCompare(other.name)) };
  },
});

/** `GET /api/client`: a client with its secrets (identifiers and times only), webhook, deliveries and links. */
export const client = consoleRoute({
  method: 'GET',
  path: '/api/client',
  role: 'viewer',
  query: z.object({ client: namedClient.shape.clientId }),
  subject: ({ query }) => ({ clientId: query.client }),
  async handle(parts, { query }) {
    const { store, clock } = parts;
    const found = await store.findClient(query.client);
    if (!found) return refusal('NOT_FOUND');
    const now = clock();
    const webhook = await openedWebhook(parts, found.clientId);
    const links = await store.listLinks(found.clientId, now, SHOWN);
    return {
      client: found,
      rules: clientRuleNames.map((name) => ({ name, choices: ruleNamed(name).choices, parts: ruleNamed(name).parts ?? null })),
      scopes,
      signingAlgorithms,
      eventTypes: webhookEventTypes,
      secrets: (await store.secretsOf(found.clientId, now)).map(({ secretId, createdAt, expiresAt }) => ({
        secretId,
        createdAt,
        expiresAt,
      })),
      webhook: webhook && shownWebhook(webhook, now),
      deliveries: await store.listDeliveries({ clientId: found.clientId }, SHOWN),
      links: links.map(({ linkHash, status, createdAt, expiresAt, openedAt, startedAt, sessionHash }) => ({
        linkHash,
        status,
        createdAt,
        expiresAt,
        openedAt,
        startedAt,
        sessionHash,
      })),
      linkPageSettings: linkPageSettingNames.map((name) => ({ name, kind: linkPageSettings[name].kind })),
      linkPage: (await store.findLinkPage(found.clientId)) ?? { ...emptyLinkPage, clientId: found.clientId, hasLogo: false },
    };
  },
});

/** `POST /api/client/add`: registers a client. The secret is in the answer, and nowhere else. */
export const clientAdd = consoleRoute({
  method: 'POST',
  path: '/api/client/add',
  role: 'admin',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    clientId: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{1,100}$/)
      .optional(),
    scopes: scopeList,
    test: z.boolean(),
  }),
  async handle(parts, { body }) {
    if (body.clientId !== undefined && (await parts.store.findClient(body.clientId))) return refusal('CONFLICT');
    const { clientId: id, ...given } = body;
    return registerClient(parts, { ...given, ...(id !== undefined && { clientId: id }) }, () => Promise.resolve());
  },
});

/** `POST /api/client/set`: name, scopes, rules and algorithm. */
export const clientSet = consoleRoute({
  method: 'POST',
  path: '/api/client/set',
  role: 'admin',
  body: namedClient.extend({
    name: z.string().trim().min(1).max(100).optional(),
    scopes: scopeList.optional(),
    signingAlgorithm: z.enum(signingAlgorithms).optional(),
    policy: rules.optional(),
  }),
  subject,
  handle: withClient(async (parts, found, { body }) => {
    const { name, scopes: newScopes, signingAlgorithm, policy } = body;
    const wrong = Object.entries(policy ?? {}).find(([rule, value]) => !isRuleValue(rule as ClientRuleName, value));
    if (wrong) return refusal('INVALID', wrong[0]);
    const changed = Object.fromEntries(Object.entries(policy ?? {}).map(([rule, value]) => [rule, value ?? undefined]));
    await changeClient(parts, found, {
      ...(name !== undefined && { name }),
      ...(newScopes && { scopes: newScopes }),
      ...(signingAlgorithm && { signingAlgorithm }),
      ...(policy && { policy: { ...found.policy, ...changed } }),
    });
    return { changed: true };
  }),
});

/** `POST /api/client/state`: takes a client out of use, or into use again. */
export const clientState = consoleRoute({
  method: 'POST',
  path: '/api/client/state',
  role: 'admin',
  body: namedClient.extend({ disabled: z.boolean() }),
  subject,
  handle: withClient(async (parts, found, { body }) => {
    await setClientDisabled(parts, found.clientId, body.disabled);
    return { disabled: body.disabled };
  }),
});

/** `POST /api/client/secret`: another secret, shown in the answer only. */
export const clientSecret = consoleRoute({
  method: 'POST',
  path: '/api/client/secret',
  role: 'admin',
  body: namedClient.extend({ overlapHours: hours }),
  subject,
  handle: withClient(async (parts, found, { body }) => {
    let secret = '';
    const ended = await rotateClientSecret(parts, found.clientId, body.overlapHours, (credentials) => {
      secret = credentials.clientSecret;
      return Promise.resolve();
    });
    return { clientId: found.clientId, clientSecret: secret, ended };
  }),
});

/** `POST /api/client/result-key`: encrypts results to a key, or signs them only. */
export const clientResultKey = consoleRoute({
  method: 'POST',
  path: '/api/client/result-key',
  role: 'admin',
  body: namedClient.extend({ key: z.record(z.string(), z.json()).nullable() }),
  subject,
  handle: withClient(async (parts, found, { body }) => {
    const key = body.key === null ? null : readKey(body.key);
    if (isRefusal(key)) return key;
    await setResultKey(parts, found.clientId, key);
    return { algorithm: key?.alg ?? null };
  }),
});

/** `POST /api/client/forget-people`: deletes what was learned of the client's people. */
export const clientForgetPeople = consoleRoute({
  method: 'POST',
  path: '/api/client/forget-people',
  role: 'admin',
  body: namedClient,
  subject,
  handle: withClient(async (parts, found) => ({ forgotten: await forgetPeople(parts, found.clientId) })),
});

/** `POST /api/webhook/set`: makes or changes the webhook. The secret of a new one is in the answer, and nowhere else. */
export const webhookSet = consoleRoute({
  method: 'POST',
  path: '/api/webhook/set',
  role: 'admin',
  body: namedClient.extend({
    url: z.string().trim().max(2_000),
    events: z.array(z.enum(webhookEventTypes as [(typeof webhookEventTypes)[number]])).min(1),
    body: z.enum(webhookBodies),
  }),
  subject,
  handle: withClient(async (parts, found, { body }) => {
    try {
      await resolveReceiver(body.url, parts.addressRules);
    } catch (error) {
      if (!(error instanceof ReceiverError)) throw error;
      // The service may resolve the name where it runs; until it can, deliveries fail.
      if (error.reason !== 'unresolved') return refusal('INVALID', error.message);
    }
    let secret: string | null = null;
    const current = await openedWebhook(parts, found.clientId);
    const settings = { url: receiverURL(body.url).href, events: body.events, body: body.body };
    return noConflict(async () => {
      await setWebhook(parts, current, found.clientId, settings, (made) => {
        secret = made;
        return Promise.resolve();
      });
      return { secret };
    });
  }),
});

/** `POST /api/webhook/secret`: another signing secret, shown in the answer only. */
export const webhookSecret = consoleRoute({
  method: 'POST',
  path: '/api/webhook/secret',
  role: 'admin',
  body: namedClient.extend({ overlapHours: hours }),
  subject,
  handle: withWebhook(async (parts, webhook, { body }) =>
    noConflict(async () => {
      let secret = '';
      await addWebhookSecret(parts, webhook, body.overlapHours * HOUR_MS, (made) => {
        secret = made;
        return Promise.resolve();
      });
      return { secret };
    }),
  ),
});

/** `POST /api/webhook/state`: stops or starts the deliveries. */
export const webhookState = consoleRoute({
  method: 'POST',
  path: '/api/webhook/state',
  role: 'admin',
  body: namedClient.extend({ disabled: z.boolean() }),
  subject,
  handle: withWebhook(async (parts, webhook, { body }) =>
    noConflict(async () => {
      await setWebhookDisabled(parts, webhook, body.disabled);
      return { disabled: body.disabled };
    }),
  ),
});

/** `POST /api/webhook/remove`: the webhook with all its events. */
export const webhookRemove = consoleRoute({
  method: 'POST',
  path: '/api/webhook/remove',
  role: 'admin',
  body: namedClient,
  subject,
  handle: withClient(async ({ store, clock }, { clientId: id }) =>
    (await store.removeWebhook(id, { at: clock(), event: 'webhook.removed', clientId: id, details: {} }))
      ? { removed: true }
      : refusal('NOT_FOUND'),
  ),
});

/** `POST /api/webhook/replay`: delivers one event again, or all that are pending. */
export const webhookReplay = consoleRoute({
  method: 'POST',
  path: '/api/webhook/replay',
  role: 'admin',
  body: namedClient.extend({ eventId: z.string().max(100).optional() }),
  subject,
  handle: withWebhook(async ({ store, clock }, { clientId: id }, { body }) => {
    const { eventId } = body;
    const which = eventId === undefined ? ({ state: 'pending' } as const) : { eventId };
    return { events: await store.replayEvents({ clientId: id, ...which }, clock()) };
  }),
});

/** The key that results are encrypted to. */
function readKey(key: JWK): ReturnType<typeof resultKeyOf> | Refusal<'INVALID'> {
  try {
    return resultKeyOf(key);
  } catch (error) {
    return refusal('INVALID', error instanceof Error ? error.message : String(error));
  }
}

/** A handler that is given the webhook of the client that the body names. */
function withWebhook<Body extends NamedClient>(
  run: (parts: ConsoleParts, webhook: OpenedWebhook, call: ConsoleCall<unknown, Body>) => Answered,
): (parts: ConsoleParts, call: ConsoleCall<unknown, Body>) => Answered {
  return async (parts, call) => {
    const found = await openedWebhook(parts, call.body.clientId);
    return found ? run(parts, found, call) : refusal('NOT_FOUND');
  };
}

async function noConflict(change: () => Promise<object>): Answered {
  try {
    return await change();
  } catch (error) {
    if (error instanceof WebhookConflictError) return refusal('CONFLICT');
    throw error;
  }
}

function shownWebhook(webhook: OpenedWebhook, now: number): object {
  const { url, events, body, disabled, secrets } = webhook;
  return {
    url,
    events,
    body,
    disabled,
    authentication: secrets.authentication.kind,
    secrets: secretsInForce(secrets, now).map(({ secretId, createdAt, expiresAt }) => ({ secretId, createdAt, expiresAt })),
  };
}

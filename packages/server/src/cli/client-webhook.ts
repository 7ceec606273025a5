import { identifierHash } from '../keys/identifier-hash.js';
import type { ServiceParts } from '../service-parts.js';
import { deliveryStates, type Delivery, type DeliveryFilter } from '../store/outbox-store.js';
import { createAddressRules } from '../webhooks/address-rules.js';
import {
  addWebhookSecret,
  openedWebhook,
  setWebhook,
  setWebhookDisabled,
  WebhookConflictError,
  type OpenedWebhook,
} from '../webhooks/change-webhook.js';
import { receiverURL, resolveReceiver, ReceiverError } from '../webhooks/receiver.js';
import { secretsInForce } from '../webhooks/webhook-secrets.js';
import { existingClient, readAction, type Action } from './actions.js';
import { overlapHours, ROTATION_OVERLAP_HOURS, type Arguments, uuidArgument } from './arguments.js';
import { CliError, usageError } from './cli-error.js';
import { readAuthentication, readBody, readEvents } from './webhook-options.js';
import { deliverSecret, print, printJson, printOutcome, withParts } from './with-parts.js';

/** Each runs for a client that exists. */
const actions: Readonly<Record<string, Action<[clientId: string]>>> = {
  set: {
    words: 2,
    async run(parts, args, clientId) {
      const [url, events, body, auth] = ['url', 'events', 'body', 'auth'].map((name) => args.option(name));
      const current = await openedWebhook(parts, clientId);
      if (current === null && url === undefined) throw usageError('client webhook set ID --url URL');
      if (url !== undefined) await checkReceiver(parts, url);
      const settings = {
        ...(url !== undefined && { url: receiverURL(url).href }),
        ...(events !== undefined && { events: readEvents(events) }),
        ...(body !== undefined && { body: readBody(body) }),
        ...(auth !== undefined && { authentication: await readAuthentication(auth, args.option('credentials')) }),
      };
      await setWebhook(parts, current, clientId, settings, (secret) => deliverSecret(secretLine(args, secret)));
      if (current !== null)
        printOutcome(args, `Changed the webhook of ${clientId}.`, shown(await existing(parts, clientId), parts.clock()));
      else if (!args.flag('json')) print('The secret is shown only once.');
    },
  },
  show: {
    words: 2,
    async run(parts, _args, clientId) {
      printJson(shown(await existing(parts, clientId), parts.clock()));
    },
  },
  'rotate-secret': {
    words: 2,
    async run(parts, args, clientId) {
      const hours = overlapHours(args);
      const webhook = await existing(parts, clientId);
      await addWebhookSecret(parts, webhook, hours * 60 * 60 * 1000, (secret) => deliverSecret(secretLine(args, secret)));
      if (!args.flag('json')) print(`The secret is shown only once. The older secret also signs for ${hours} hours.`);
    },
  },
  disable: {
    words: 2,
    async run(parts, args, clientId) {
      await setWebhookDisabled(parts, await existing(parts, clientId), true);
      printOutcome(args, 'Disabled. Events are kept for three days and not delivered.', { clientId, disabled: true });
    },
  },
  enable: {
    words: 2,
    async run(parts, args, clientId) {
      await setWebhookDisabled(parts, await existing(parts, clientId), false);
      printOutcome(args, 'Enabled. Pending events are delivered now.', { clientId, disabled: false });
    },
  },
  remove: {
    words: 2,
    async run(parts, args, clientId) {
      if (!(await parts.store.removeWebhook(clientId, { at: parts.clock(), event: 'webhook.removed', clientId, details: {} })))
        throw noWebhook(clientId);
      printOutcome(args, 'Removed, with all its events.', { clientId, removed: true });
    },
  },
  list: {
    words: 3,
    async run(parts, args, clientId) {
      const limit = Number(args.option('limit') ?? 100);
      if (!Number.isInteger(limit) || limit < 1) throw new CliError('--limit must be a whole number, 1 or more.', 2);
      for (const delivery of await parts.store.listDeliveries(readFilter(args, clientId), limit)) print(JSON.stringify(line(delivery)));
    },
  },
  replay: {
    words: 3,
    async run(parts, args, clientId) {
      const filter = readFilter(args, clientId);
      const wanted = [filter.eventId, filter.sessionHash, filter.state, filter.from].some((part) => part !== undefined);
      if (!wanted && !args.flag('all')) {
        throw new CliError('No events are named. Add EVENT_ID, --session ID, --state pending, --from TIME or --all.', 2);
      }
      await existing(parts, clientId);
      const events = await parts.store.replayEvents(filter, parts.clock());
      printOutcome(args, `${events} event(s) are delivered again, with the same webhook-id.`, { events });
    },
  },
};

export const webhookHelp = [
  'client webhook set ID      send events of the client to --url URL; prints the signing secret once',
  '       [--events A,B] [--body event|reference] [--auth none|basic|api-key] [--credentials FILE]',
  'client webhook show ID     print the webhook, with its secrets (identifiers and times only)',
  'client webhook rotate-secret ID',
  `                           create another secret; the older one also signs for --overlap-hours (${ROTATION_OVERLAP_HOURS})`,
  'client webhook list ID     print the events of the last three days with their outcome, newest first, one line of JSON each',
  '       [EVENT_ID] [--session ID] [--state pending|delivered] [--from TIME] [--limit N]',
  'client webhook replay ID   deliver events again: EVENT_ID, --session ID, --state pending, --from TIME or --all',
  'client webhook disable|enable|remove ID',
  '                           keep events without delivering them; deliver again; delete the webhook with its events',
];

/** `client webhook ACTION CLIENT_ID ...` */
export async function clientWebhook(args: readonly string[]): Promise<void> {
  const { action, read } = readAction('client webhook', actions, args, {
    options: ['url', 'events', 'body', 'auth', 'credentials', 'overlap-hours', 'session', 'state', 'from', 'limit'],
    flags: ['json', 'all'],
  });
  await withParts(async (parts) => {
    const { clientId } = await existingClient(parts, read.words[1]);
    try {
      await action.run(parts, read, clientId);
    } catch (error) {
      throw error instanceof WebhookConflictError ? new CliError(error.message) : error;
    }
  });
}

/** Rejects a receiver that must not be called. Only warns of a name that cannot be resolved here: the service may resolve it where it runs. */
async function checkReceiver({ config }: ServiceParts, url: string): Promise<void> {
  try {
    await resolveReceiver(url, createAddressRules(config.webhookAllowedNetworks));
  } catch (error) {
    if (!(error instanceof ReceiverError)) throw error;
    if (error.reason !== 'unresolved') throw new CliError(`--url: ${error.message}`, 2);
    process.stderr.write(`Warning: ${error.message} Deliveries fail until it can be.\n`);
  }
}

const secretLine = (args: Arguments, secret: string): string => (args.flag('json') ? JSON.stringify({ secret }) : `secret: ${secret}`);

const noWebhook = (clientId: string): CliError => new CliError(`The client ${clientId} has no webhook. Set one with client webhook set.`);

async function existing(parts: ServiceParts, clientId: string): Promise<OpenedWebhook> {
  const webhook = await openedWebhook(parts, clientId);
  if (!webhook) throw noWebhook(clientId);
  return webhook;
}

function readFilter(args: Arguments, clientId: string): DeliveryFilter {
  const [session, state, from] = ['session', 'state', 'from'].map((name) => args.option(name));
  const known = deliveryStates.find((candidate) => candidate === state);
  if (state !== undefined && known === undefined) throw new CliError(`--state must be one of ${deliveryStates.join(', ')}.`, 2);
  const time = from === undefined ? undefined : Date.parse(from);
  if (Number.isNaN(time)) throw new CliError('--from must be a time such as 2026-03-01 or 2026-03-01T12:00:00Z.', 2);
  return {
    clientId,
    eventId: args.words[2],
    sessionHash: session === undefined ? undefined : identifierHash(uuidArgument('--session', session)),
    state: known,
    from: time,
  };
}

const timeOf = (milliseconds: number | null): string | null => (milliseconds === null ? null : new Date(milliseconds).toISOString());

function shown({ clientId, url, events, body, disabled, secrets }: OpenedWebhook, now: number): object {
  const { authentication } = secrets;
  return {
    clientId,
    url,
    events,
    body,
    disabled,
    authentication: {
      kind: authentication.kind,
      ...(authentication.kind === 'basic' && { user: authentication.user }),
      ...(authentication.kind === 'api-key' && { header: authentication.header }),
    },
    secrets: secretsInForce(secrets, now).map(({ secretId, createdAt, expiresAt }) => ({
      secretId,
      createdAt: timeOf(createdAt),
      expiresAt: timeOf(expiresAt),
    })),
  };
}

function line({ createdAt, deleteAt, nextAt, deliveredAt, ...delivery }: Delivery): object {
  return {
    ...delivery,
    createdAt: timeOf(createdAt),
    deliveredAt: timeOf(deliveredAt),
    nextAt: timeOf(nextAt),
    deletedAt: timeOf(deleteAt),
  };
}

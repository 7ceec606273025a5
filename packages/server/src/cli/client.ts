import { scopes as allScopes, signingAlgorithms, type Scope, type SigningAlgorithm } from '@face-session/protocol';
import type { JWK } from 'jose';
import { resultKeyOf } from '../keys/result-encryption.js';
import { changeClient, forgetPeople, registerClient, rotateClientSecret, setClientDisabled, setResultKey } from '../oauth/change-client.js';
import { choicesInWords, clientRuleNames, clientRules, readRule, ruleNamed } from '../oauth/client-rules.js';
import type { Client, ClientPolicy } from '../store/client-store.js';
import { existingClient, readAction, type Action } from './actions.js';
import { overlapHours, readInput, ROTATION_OVERLAP_HOURS, type Arguments } from './arguments.js';
import { CliError, usageError } from './cli-error.js';
import { clientLinkPage, linkPageHelp } from './client-link-page.js';
import { clientWebhook, webhookHelp } from './client-webhook.js';
import type { Command } from './command.js';
import { deliverSecret, print, printJson, printOutcome, withParts } from './with-parts.js';

const actions: Readonly<Record<string, Action>> = {
  add: {
    words: 2,
    async run(parts, args) {
      const name = args.words[1];
      if (name === undefined) throw usageError('client add NAME');
      const id = args.option('id');
      const scopes = readScopes(args.option('scopes'));
      const signingAlgorithm = readSigningAlgorithm(args);
      await registerClient(
        parts,
        {
          name,
          ...(id !== undefined && { clientId: id }),
          ...(scopes && { scopes }),
          ...(signingAlgorithm && { signingAlgorithm }),
          test: args.flag('test'),
          policy: readPolicy(args, {}),
        },
        (credentials) =>
          deliverSecret(
            args.flag('json')
              ? JSON.stringify(credentials)
              : `client_id:     ${credentials.clientId}\nclient_secret: ${credentials.clientSecret}`,
          ),
      );
      if (!args.flag('json')) print('The secret is shown only once: the service stores its hash.');
      if (args.flag('test') && !args.flag('json')) print('A test client: its sessions are simulated, and nobody may rely on its results.');
    },
  },
  list: {
    words: 1,
    async run(parts, args) {
      for (const client of await parts.store.listClients()) {
        if (args.flag('json')) {
          print(JSON.stringify(shown(client)));
          continue;
        }
        print(`${client.clientId}  ${client.disabled ? 'disabled' : 'enabled '}  ${client.scopes.join(',')}  ${client.name}`);
      }
    },
  },
  show: {
    words: 2,
    async run(parts, args) {
      const client = await existingClient(parts, args.words[1]);
      const secrets = await parts.store.secretsOf(client.clientId, parts.clock());
      printJson({
        ...shown(client),
        secrets: secrets.map((secret) => ({
          secretId: secret.secretId,
          createdAt: new Date(secret.createdAt).toISOString(),
          expiresAt: secret.expiresAt === null ? null : new Date(secret.expiresAt).toISOString(),
        })),
      });
    },
  },
  set: {
    words: 2,
    async run(parts, args) {
      const client = await existingClient(parts, args.words[1]);
      const scopes = readScopes(args.option('scopes'));
      const name = args.option('name');
      const signingAlgorithm = readSigningAlgorithm(args);
      const change = {
        ...(scopes && { scopes }),
        ...(name !== undefined && { name }),
        ...(signingAlgorithm && { signingAlgorithm }),
        policy: readPolicy(args, client.policy),
      };
      await changeClient(parts, client, change);
      printOutcome(args, `Changed ${client.clientId}.`, shown(await existingClient(parts, args.words[1])));
    },
  },
  disable: switched(true),
  enable: switched(false),
  'forget-people': {
    words: 2,
    async run(parts, args) {
      const client = await existingClient(parts, args.words[1]);
      const forgotten = await forgetPeople(parts, client.clientId);
      printOutcome(args, forgotten ? `Forgot the centre and the counts of ${client.clientId}.` : 'There was nothing to forget.', {
        forgotten,
      });
    },
  },
  'rotate-secret': {
    words: 2,
    async run(parts, args) {
      const client = await existingClient(parts, args.words[1]);
      const hours = overlapHours(args);
      const ended = await rotateClientSecret(parts, client.clientId, hours, (credentials) =>
        deliverSecret(args.flag('json') ? JSON.stringify(credentials) : `client_secret: ${credentials.clientSecret}`),
      );
      if (!args.flag('json')) print(`The secret is shown only once. ${ended} older secret(s) end in ${hours} hours.`);
    },
  },
  'result-key': {
    words: 3,
    async run(parts, args) {
      const client = await existingClient(parts, args.words[1]);
      const file = args.words[2];
      if (file === undefined) throw usageError('client result-key CLIENT_ID FILE|none');
      const key = file === 'none' ? null : readResultKey((await readInput('FILE', file)).toString());
      await setResultKey(parts, client.clientId, key);
      const words = key ? `Results for ${client.clientId} are encrypted from now on (${key.alg}, A256GCM).` : 'Results are signed only.';
      printOutcome(args, words, shown(await existingClient(parts, args.words[1])));
    },
  },
};

export const client: Command = {
  name: 'client',
  help: [
    'client add NAME            register a client; prints its id and secret once',
    '       [--id ID] [--scopes A,B]',
    ...ruleHelp(),
    '       [--signing-algorithm RS256|ES256|EdDSA] [--test: its sessions are simulated, see docs/test-mode.md]',
    'client list                print all clients',
    'client show ID             print one client with its secrets (identifiers and times only)',
    'client set ID              change name, scopes, rules or signing algorithm; options as for add, and --name',
    'client disable|enable ID   reject or accept a client, tokens in use included',
    `client rotate-secret ID    create another secret; older ones expire after --overlap-hours (${ROTATION_OVERLAP_HOURS})`,
    'client forget-people ID    delete what was learned of its people: the centre and the counts',
    'client result-key ID FILE  encrypt results to the public key (JWK) in FILE; "none" to stop',
    ...webhookHelp,
    ...linkPageHelp,
  ],
  async run(args) {
    if (args[0] === 'webhook') return clientWebhook(args.slice(1));
    if (args[0] === 'link-page') return clientLinkPage(args.slice(1));
    const { action, read } = readAction('client', actions, args, {
      options: ['id', 'name', 'scopes', ...clientRuleNames.map((name) => clientRules[name].option), 'signing-algorithm', 'overlap-hours'],
      flags: ['json', 'test'],
    });
    await withParts((parts) => action.run(parts, read));
  },
};

/** Takes a client out of use, or into use again. */
function switched(disabled: boolean): Action {
  return {
    words: 2,
    async run(parts, args) {
      const client = await existingClient(parts, args.words[1]);
      const { clientId } = client;
      await setClientDisabled(parts, clientId, disabled);
      const words = disabled ? `Disabled ${clientId}: its tokens are refused from now on.` : `Enabled ${clientId}.`;
      printOutcome(args, words, shown({ ...client, disabled }));
    },
  };
}

const shown = (client: Client): object => ({ ...client, createdAt: new Date(client.createdAt).toISOString() });

function readScopes(list: string | undefined): Scope[] | undefined {
  return list?.split(',').map((name) => {
    const scope = allScopes.find((candidate) => candidate === name.trim());
    if (!scope) throw new CliError(`"${name}" is not a scope; there are ${allScopes.join(', ')}.`, 2);
    return scope;
  });
}

/** The rules that hold after the options, of which those not given stay. */
function readPolicy(args: Arguments, current: ClientPolicy): ClientPolicy {
  const changed = clientRuleNames.map((name) => {
    const { option } = clientRules[name];
    const text = args.option(option);
    if (text === undefined) return [name, current[name]];
    const value = readRule(name, text);
    if (value === null) throw new CliError(`--${option} must be ${choicesInWords(name)}.`, 2);
    return [name, value];
  });
  return Object.fromEntries(changed) as ClientPolicy;
}

/** One line of help for each rule. */
function ruleHelp(): string[] {
  return clientRuleNames.map((name) => {
    const { option, choices, parts, unset, help } = ruleNamed(name);
    const values = parts ? `${String(parts[0])}=${choices.join('|')},...|none` : [...choices, ...(unset ? [unset] : [])].join('|');
    return `       [--${option} ${values}${help ? `: ${help}` : ''}]`;
  });
}

function readSigningAlgorithm(args: Arguments): SigningAlgorithm | undefined {
  const name = args.option('signing-algorithm');
  const algorithm = signingAlgorithms.find((candidate) => candidate === name);
  if (name !== undefined && !algorithm) throw new CliError(`--signing-algorithm must be one of ${signingAlgorithms.join(', ')}.`, 2);
  return algorithm;
}

function readResultKey(text: string): JWK {
  try {
    return resultKeyOf(JSON.parse(text) as JWK);
  } catch (error) {
    throw new CliError(`The file does not hold a usable public key: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
}

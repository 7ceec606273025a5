import { cameraEvidencePolicies, gestureCounts, livenessPolicies, parseDeviceRules, type LivenessPolicy } from '@face-session/liveness';
import {
  MAX_ATTEMPTS,
  gesturePairs,
  lightChallenges,
  matchLevels,
  scopes as allScopes,
  signedCaptureModes,
  signingAlgorithms,
  type Scope,
  type SigningAlgorithm,
} from '@face-session/protocol';
import type { JWK } from 'jose';
import { resultKeyOf } from '../keys/result-encryption.js';
import { centreModes } from '../population/centre-mode.js';
import { changeClient, forgetPeople, registerClient, rotateClientSecret, setClientDisabled, setResultKey } from '../oauth/change-client.js';
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
    '       [--id ID] [--scopes A,B] [--liveness-policy P] [--gesture-count N]',
    '       [--minimum-match-level N] [--max-attempts N]',
    '       [--camera-evidence record|gestures|refuse: what evidence against a camera may do, see docs/liveness.md]',
    '       [--light-challenge off|offer|require: not measured on people yet, see docs/light-challenge.md]',
    '       [--exclude-gesture FACE_TURN|FACE_TILT|FACE_MOVE|none] [--allow-closed-eyes true|false]',
    '       [--centre shipped|learned|off|service: the centre for match levels, see docs/accuracy.md]',
    '       [--signed-capture accept|require: whether captures without a key are accepted, see docs/security.md]',
    '       [--device-risks bot=gestures,rooted=refuse|none: what follows from risks of a device, see docs/security.md]',
    '       [--trace-events true|false: whether the capture reports the steps of sessions]',
    '       [--review true|false: whether doubtful sessions wait for a reviewer in the console]',
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
      options: [
        'id',
        'name',
        'scopes',
        'liveness-policy',
        'gesture-count',
        'light-challenge',
        'minimum-match-level',
        'max-attempts',
        'camera-evidence',
        'exclude-gesture',
        'allow-closed-eyes',
        'trace-events',
        'review',
        'centre',
        'signed-capture',
        'device-risks',
        'signing-algorithm',
        'overlap-hours',
      ],
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

function readPolicy(args: Arguments, current: ClientPolicy): ClientPolicy {
  const policy = args.option('liveness-policy');
  if (policy !== undefined && !livenessPolicies.includes(policy as LivenessPolicy)) {
    throw new CliError(`--liveness-policy must be one of ${livenessPolicies.join(', ')}.`, 2);
  }
  return {
    livenessPolicy: (policy as LivenessPolicy | undefined) ?? current.livenessPolicy,
    gestureCount: readNumber(args, 'gesture-count', gestureCounts) ?? current.gestureCount,
    lightChallenge: readChoice(args, 'light-challenge', lightChallenges) ?? current.lightChallenge,
    minimumMatchLevel: readNumber(args, 'minimum-match-level', matchLevels) ?? current.minimumMatchLevel,
    maxAttempts:
      readNumber(
        args,
        'max-attempts',
        Array.from({ length: MAX_ATTEMPTS }, (_, index) => index + 1),
      ) ?? current.maxAttempts,
    cameraEvidence: readChoice(args, 'camera-evidence', cameraEvidencePolicies) ?? current.cameraEvidence,
    ...readGrants(args, current),
    traceEvents: readTruth(args, 'trace-events') ?? current.traceEvents,
    review: readTruth(args, 'review') ?? current.review,
    centre: readCentre(args, current),
    deviceRules: readDeviceRules(args) ?? current.deviceRules,
    signedCapture: readChoice(args, 'signed-capture', signedCaptureModes) ?? current.signedCapture,
  };
}

/** What only the operator can grant a client: challenges without one pair of gestures, and closed eyes. */
function readGrants(args: Arguments, current: ClientPolicy): Pick<ClientPolicy, 'excludedGesture' | 'allowClosedEyes'> {
  const pair = readChoice(args, 'exclude-gesture', [...gesturePairs, 'none'] as const);
  return {
    excludedGesture: pair === undefined ? current.excludedGesture : pair === 'none' ? undefined : pair,
    allowClosedEyes: readTruth(args, 'allow-closed-eyes') ?? current.allowClosedEyes,
  };
}

function readCentre(args: Arguments, { centre }: ClientPolicy): ClientPolicy['centre'] {
  const mode = readChoice(args, 'centre', [...centreModes, 'service'] as const);
  return mode === undefined ? centre : mode === 'service' ? undefined : mode;
}

function readDeviceRules(args: Arguments): ClientPolicy['deviceRules'] {
  const text = args.option('device-risks');
  const rules = text === undefined ? undefined : parseDeviceRules(text);
  if (rules === null) throw new CliError('--device-risks must be none, or rules such as bot=gestures,rooted=refuse.', 2);
  return rules;
}

function readTruth(args: Arguments, name: string): boolean | undefined {
  const text = readChoice(args, name, ['true', 'false'] as const);
  return text === undefined ? undefined : text === 'true';
}

function readChoice<Value extends string>(args: Arguments, name: string, allowed: readonly Value[]): Value | undefined {
  const text = args.option(name);
  const found = allowed.find((value) => value === text);
  if (text !== undefined && found === undefined) throw new CliError(`--${name} must be one of ${allowed.join(', ')}.`, 2);
  return found;
}

function readNumber<Value extends number>(args: Arguments, name: string, allowed: readonly Value[]): Value | undefined {
  const text = args.option(name);
  if (text === undefined) return undefined;
  const found = allowed.find((value) => String(value) === text);
  if (found === undefined) throw new CliError(`--${name} must be one of ${allowed.join(', ')}.`, 2);
  return found;
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

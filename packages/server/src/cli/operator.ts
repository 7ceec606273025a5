import {
  addOperator,
  isOfProvider,
  isOperatorName,
  newRegistrationToken,
  operatorNamed,
  REGISTRATION_LINK_MS,
  registrationURL,
  setOperatorDisabled,
  setOperatorRole,
} from '../console/operators.js';
import { recordEvent } from '../record-event.js';
import type { ServiceParts } from '../service-parts.js';
import { operatorRoles, type Operator, type OperatorRole } from '../store/operator-store.js';
import { readAction, type Action } from './actions.js';
import type { Arguments } from './arguments.js';
import { CliError, usageError } from './cli-error.js';
import type { Command } from './command.js';
import { deliver, print, printOutcome, withParts } from './with-parts.js';

const actions: Readonly<Record<string, Action>> = {
  add: {
    words: 2,
    async run(parts, args) {
      const name = args.words[1];
      if (name === undefined) throw usageError(`operator add NAME --role ${operatorRoles.join('|')}`);
      if (!isOperatorName(name)) throw new CliError('NAME must have 1 to 64 letters, digits, spaces or . _ @ + -', 2);
      const role = readRole(args);
      if (role === undefined) throw usageError(`operator add NAME --role ${operatorRoles.join('|')}`);
      const operator = await addOperator(parts, { name, role });
      if (!operator) throw new CliError(`There is already an operator "${name}".`);
      await printLink(parts, args, operator);
    },
  },
  list: {
    words: 1,
    async run(parts, args) {
      for (const operator of await parts.store.listOperators()) {
        const passkeys = (await parts.store.credentialsOf(operator.operatorId)).length;
        const { name, role, disabled, createdAt } = operator;
        const shown = { name, role, disabled, passkeys, createdAt: new Date(createdAt).toISOString() };
        printOutcome(args, `${name}  ${role}  ${disabled ? 'disabled' : 'enabled'}  ${passkeys} passkey(s)`, shown);
      }
    },
  },
  link: {
    words: 2,
    async run(parts, args) {
      await printLink(parts, args, await existingOperator(parts, args.words[1]));
    },
  },
  set: {
    words: 2,
    async run(parts, args) {
      const operator = await existingOperator(parts, args.words[1]);
      const role = readRole(args);
      if (role === undefined) throw usageError(`operator set NAME --role ${operatorRoles.join('|')}`);
      await setOperatorRole(parts, operator, role);
      printOutcome(args, `${operator.name} is ${role} from now on.`, { name: operator.name, role });
    },
  },
  disable: switched(true),
  enable: switched(false),
  remove: {
    words: 2,
    async run(parts, args) {
      const { operatorId, name } = await existingOperator(parts, args.words[1]);
      await parts.store.removeOperator(operatorId);
      await recordEvent(parts, { event: 'operator.removed', details: { operator: name } });
      printOutcome(args, `Removed ${name}, with passkeys and sign-ins.`, { name, removed: true });
    },
  },
};

export const operator: Command = {
  name: 'operator',
  help: [
    'operator add NAME          add an operator of the console with --role viewer|reviewer|admin; prints a link once',
    `                           the link registers a passkey: once, within ${REGISTRATION_LINK_MS / 60_000} minutes`,
    'operator link NAME         print another link, for one more passkey or in place of one that was lost',
    'operator list              print all operators',
    'operator set NAME          change the role with --role',
    'operator disable|enable NAME   end all sign-ins of an operator and accept no more; accept again',
    'operator remove NAME       delete an operator with passkeys and sign-ins',
  ],
  async run(args) {
    const { action, read } = readAction('operator', actions, args, { options: ['role'], flags: ['json'] });
    await withParts((parts) => action.run(parts, read));
  },
};

function switched(disabled: boolean): Action {
  return {
    words: 2,
    async run(parts, args) {
      const found = await existingOperator(parts, args.words[1]);
      await setOperatorDisabled(parts, found, disabled);
      const words = disabled ? `Disabled ${found.name}: signed out everywhere.` : `Enabled ${found.name}.`;
      printOutcome(args, words, { name: found.name, disabled });
    },
  };
}

async function printLink(parts: ServiceParts, args: Arguments, found: Operator): Promise<void> {
  const settings = parts.config.console;
  if (settings === null) {
    throw new CliError(`CONSOLE_PORT is not set, so there is no address for a link. Set it, then: operator link "${found.name}"`);
  }
  if (found.disabled) throw new CliError(`${found.name} is disabled.`);
  if (isOfProvider(found))
    throw new CliError(`${found.name} signs in with the identity provider, which decides who may enter: no passkey.`);
  const url = registrationURL(settings, await newRegistrationToken(parts, found));
  const line = args.flag('json') ? JSON.stringify({ name: found.name, role: found.role, url }) : url;
  await deliver(line, 'The link could not be written to standard output. Print another one with `operator link`.');
  if (!args.flag('json')) print(`${found.name} (${found.role}) opens it within an hour and registers a passkey. It works once.`);
}

async function existingOperator(parts: ServiceParts, name: string | undefined): Promise<Operator> {
  if (name === undefined) throw new CliError('The name of the operator is missing. `operator list` prints all.', 2);
  const found = await operatorNamed(parts, name);
  if (!found) throw new CliError(`There is no operator "${name}". \`operator list\` prints all.`);
  return found;
}

function readRole(args: Arguments): OperatorRole | undefined {
  const text = args.option('role');
  const role = operatorRoles.find((candidate) => candidate === text);
  if (text !== undefined && role === undefined) throw new CliError(`--role must be one of ${operatorRoles.join(', ')}.`, 2);
  return role;
}

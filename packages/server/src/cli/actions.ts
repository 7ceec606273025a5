import type { ServiceParts } from '../service-parts.js';
import type { Client } from '../store/client-store.js';
import { readArguments, type Arguments, type KnownArguments } from './arguments.js';
import { CliError, usageError } from './cli-error.js';

/** One action of a command, such as `add` of `client add NAME`. */
export interface Action<Subject extends readonly unknown[] = []> {
  /** The most words that it takes, its name included. */
  readonly words: number;
  readonly run: (parts: ServiceParts, args: Arguments, ...subject: Subject) => Promise<void>;
}

/**
 * The action that the first word names, and its arguments.
 * @param command the words before it, for the error
 * @throws CliError with exit code 2 if there is no such action, on an unknown option, and on a word too many
 */
export function readAction<Subject extends readonly unknown[]>(
  command: string,
  actions: Readonly<Record<string, Action<Subject>>>,
  args: readonly string[],
  known: Omit<KnownArguments, 'words'>,
): { readonly action: Action<Subject>; readonly read: Arguments } {
  const words = Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, action.words]));
  const read = readArguments(args, { ...known, words });
  const [name = ''] = read.words;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw usageError(`${command} ${Object.keys(actions).join('|')}`);
  return { action, read };
}

/** Returns the client that a command names. @throws CliError if there is none; with exit code 2 if the command names none */
export async function existingClient({ store }: Pick<ServiceParts, 'store'>, clientId: string | undefined): Promise<Client> {
  if (clientId === undefined) throw new CliError('The identifier of the client is missing. `client list` prints all.', 2);
  const client = await store.findClient(clientId);
  if (!client) throw new CliError(`There is no client ${clientId}. \`client list\` prints all.`);
  return client;
}

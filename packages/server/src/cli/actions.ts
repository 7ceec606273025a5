import type { ServiceParts } from '../service.js';
import type { Client } from '../store/client-store.js';
import { readArguments, type Arguments, type KnownArguments } from './arguments.js';
import { CliError } from './cli-error.js';

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
  if (!action) throw new CliError(`${command} ${Object.keys(actions).join('|')}`, 2);
  return { action, read };
}

/** The client that a command names. @throws CliError if there is none */
export async function existingClient({ store }: Pick<ServiceParts, 'store'>, clientId: string | undefined): Promise<Client> {
  const client = clientId === undefined ? null : await store.findClient(clientId);
  if (!client) throw new CliError(`There is no client ${clientId ?? '(name it)'}.`);
  return client;
}

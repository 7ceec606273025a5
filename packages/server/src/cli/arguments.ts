import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { CliError } from './cli-error.js';

/** What a command takes. */
export interface KnownArguments {
  /** Most words that it takes; none unless given. Where the first word is an action: most words of each action, itself included. */
  readonly words?: number | Readonly<Record<string, number>>;
  /** Options with a value. */
  readonly options?: readonly string[];
  /** Options without one. */
  readonly flags?: readonly string[];
}

/** What was given to a command. */
export interface Arguments {
  readonly words: readonly string[];
  /** Undefined if it was not given. */
  readonly option: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean;
}

/** The words and `--options` of a command. @throws CliError with exit code 2 on an unknown option, and on a word too many */
export function readArguments(args: readonly string[], known: KnownArguments): Arguments {
  const options = {
    ...Object.fromEntries((known.options ?? []).map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries((known.flags ?? []).map((name) => [name, { type: 'boolean' as const }])),
  };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const surplus = positionals[mostWords(known, positionals[0])];
    if (surplus !== undefined) throw new Error(`Unexpected argument "${surplus}".`);
    const valueOf = (name: string): string | boolean | undefined => (values as Record<string, string | boolean | undefined>)[name];
    return {
      words: positionals,
      option: (name) => valueOf(name) as string | undefined,
      flag: (name) => valueOf(name) === true,
    };
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 2);
  }
}

/** An action that does not exist is refused by its command, which names those that do. */
function mostWords({ words = 0 }: KnownArguments, action = ''): number {
  if (typeof words === 'number') return words;
  return Object.hasOwn(words, action) ? (words[action] ?? 0) : Infinity;
}

/**
 * Returns the bytes of a file named on the command line.
 * @param name of the argument, for the error
 * @throws CliError if the file cannot be read
 */
export async function readInput(name: string, file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw new CliError(`${name}: cannot read ${file} (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  });
}

/** Hours for which older secrets stay valid after a rotation, unless the command line says otherwise. */
export const ROTATION_OVERLAP_HOURS = 24;

/** The value of `--overlap-hours`, in hours. @throws CliError with exit code 2 if it is not a number of hours, 0 or more */
export function overlapHours(args: Arguments): number {
  const given = args.option('overlap-hours') ?? String(ROTATION_OVERLAP_HOURS);
  if (!/^\d{1,6}([.]\d+)?$/.test(given))
    throw new CliError('--overlap-hours must be a number of hours from 0 to 999999, such as 24 or 0.5.', 2);
  return Number(given);
}

/**
 * An identifier given on the command line, in lower case: UUIDs that differ only in case are equal (RFC 9562).
 * @param name of the argument, for the error
 * @throws CliError with exit code 2 if it is not a UUID
 */
export function uuidArgument(name: string, value: string): string {
  if (!z.uuid().safeParse(value).success) throw new CliError(`${name} must be a UUID, such as 7b0c8a52-1f6e-4a57-9d0b-0c5b4b3f2a11.`, 2);
  return value.toLowerCase();
}

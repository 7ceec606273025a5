import { parseArgs } from 'node:util';
import { InputError } from '../input-error.js';

/** An option of a command that takes a value: `--name VALUE`. */
export interface CommandOption {
  /** What the value is, as the usage shows it: `FILE.md`. */
  readonly value: string;
  /** What the option does. */
  readonly meaning: string;
  /** The value where the option is left out. */
  readonly default?: string | undefined;
}

/** The values of a command's options; undefined where an option is left out and has no default. */
export type OptionValues<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends { readonly default: string } ? string : string | undefined;
};

/** A measurement: its arguments, and the figures that it returns. */
export interface EvaluateCommand<Options extends Readonly<Record<string, CommandOption>> = Readonly<Record<string, CommandOption>>> {
  readonly summary: string;
  /** The operand as the usage shows it, in brackets where it may be left out. Undefined: the command takes none. */
  readonly operand?: 'FOLDER' | '[FOLDER]';
  readonly options: Options;
  /**
   * Measures, reports progress on stderr, and returns the figures.
   * @param folder the operand as given; empty where it was left out
   * @throws {InputError} if the arguments or the data cannot be used
   */
  run(folder: string, options: OptionValues<Options>): Promise<unknown>;
}

/** Commands by their names. A function loads a command's module when it is needed. */
export type CommandTable = Readonly<Record<string, () => Promise<EvaluateCommand>>>;

/** Types the values that `run` receives by the options that the command declares. */
export function defineCommand<const Options extends Readonly<Record<string, CommandOption>>>(
  command: EvaluateCommand<Options>,
): EvaluateCommand {
  return command;
}

/** Exit code for arguments that do not fit the usage. */
const USAGE_EXIT_CODE = 2;

/**
 * Runs the command that the first argument names, as {@link runCommand}. `--help` prints the usage of all.
 * @param program how the table is called, for the usage
 * @returns the exit code
 */
export async function runCommandOf(program: string, table: CommandTable, args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args;
  const load = Object.hasOwn(table, name) ? table[name] : undefined;
  if (load) return runCommand(`${program} ${name}`, await load(), rest);
  const commands = await Promise.all(Object.entries(table).map(async ([each, load]) => usageOf(`${program} ${each}`, await load())));
  const usage = commands.join('\n');
  if (name === '') return refuse('The command is missing.', usage);
  return name === '--help' || name === '-h' ? show(usage) : refuse(`There is no command "${name}".`, usage);
}

/**
 * Runs a command. Its figures are the last line on stdout, as one line of JSON. `--help` prints the usage on stdout. Wrong usage prints what is wrong and
 * the usage on stderr.
 * @param program how the command is called, for the usage
 * @returns the exit code: 0; 1 if the data cannot be used; 2 for wrong usage
 */
export async function runCommand(program: string, command: EvaluateCommand, args: readonly string[]): Promise<number> {
  const usage = usageOf(program, command);
  const read = readArguments(command, args);
  if (read === 'help') return show(usage);
  if (typeof read === 'string') return refuse(read, usage);
  try {
    process.stdout.write(`${JSON.stringify(await command.run(read.folder, read.options))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

/** The arguments, `help` if they ask for it, or a sentence that says what is wrong. */
function readArguments(
  command: EvaluateCommand,
  args: readonly string[],
): { readonly folder: string; readonly options: Record<string, string | undefined> } | string {
  const options = Object.fromEntries(Object.keys(command.options).map((name) => [name, { type: 'string' as const }]));
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    });
    const valueOf = (name: string): unknown => (values as Readonly<Record<string, unknown>>)[name];
    if (valueOf('help') === true) return 'help';
    const most = command.operand === undefined ? 0 : 1;
    if (positionals.length > most) return `Unexpected argument "${positionals[most] ?? ''}".`;
    if (command.operand === 'FOLDER' && positionals.length === 0) return 'FOLDER is missing.';
    const given = Object.entries(command.options).map(([name, option]) => [name, valueOf(name) ?? option.default]);
    return { folder: positionals[0] ?? '', options: Object.fromEntries(given) as Record<string, string | undefined> };
  } catch (error) {
    // `parseArgs` throws nothing else than what is wrong with the arguments.
    return error instanceof Error ? (error.message.split('. ')[0] ?? '').replace(/\.?$/, '.') : String(error);
  }
}

function refuse(message: string, usage: string): number {
  process.stderr.write(`${message}\n\n${usage}`);
  return USAGE_EXIT_CODE;
}

function show(usage: string): number {
  process.stdout.write(usage);
  return 0;
}

function usageOf(program: string, { operand, options, summary }: EvaluateCommand): string {
  const widest = Math.max(...Object.entries(options).map(([name, { value }]) => `--${name} ${value}`.length));
  const rows = Object.entries(options).map(([name, { value, meaning, default: otherwise }]) => {
    const end = otherwise === undefined ? '' : ` Default: ${otherwise}.`;
    return `      ${`--${name} ${value}`.padEnd(widest)} ${meaning}${end}\n`;
  });
  return `${program}${operand === undefined ? '' : ` ${operand}`}${rows.length > 0 ? ' [OPTION ...]' : ''}\n    ${summary}\n${rows.join('')}`;
}

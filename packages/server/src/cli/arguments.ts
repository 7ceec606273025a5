import { parseArgs } from 'node:util';
import { CliError } from './cli-error.js';

/** The words and `--options` of a command. Options in `flags` take no value. @throws CliError on an unknown option. */
export function readArguments(
  args: readonly string[],
  known: { readonly options?: readonly string[]; readonly flags?: readonly string[] },
): { words: readonly string[]; option: (name: string) => string | undefined; flag: (name: string) => boolean } {
  const options = {
    ...Object.fromEntries((known.options ?? []).map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries((known.flags ?? []).map((name) => [name, { type: 'boolean' as const }])),
  };
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const valueOf = (name: string): string | boolean | undefined => (values as Record<string, string | boolean | undefined>)[name];
    return {
      words: positionals,
      option: (name) => valueOf(name) as string | undefined,
      flag: (name) => valueOf(name) === true,
    };
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

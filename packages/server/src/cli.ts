#!/usr/bin/env node
import { CliError } from './cli/cli-error.js';
import { commands, usage } from './cli/commands.js';
import { ConfigError } from './config.js';
import { SchemaTooNewError } from './store/store.js';

/** `face-session COMMAND [ARG ...]`; without a command, what there is. */
async function run(args: readonly string[]): Promise<void> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help') {
    process.stdout.write(usage());
    return;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new CliError(`There is no command "${name}".\n\n${usage()}`);
  await command.run(rest);
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof CliError || error instanceof ConfigError || error instanceof SchemaTooNewError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});

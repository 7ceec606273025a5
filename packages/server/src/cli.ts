#!/usr/bin/env node
import { createRequire } from 'node:module';
import { readArguments } from './cli/arguments.js';
import { CliError } from './cli/cli-error.js';
import { commands, usage } from './cli/commands.js';
import { isExpectedError } from './expected-error.js';
import { printable } from './printable.js';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** `face-session COMMAND [ARG ...]`; without a command, `start`. `help COMMAND` is `COMMAND --help`. */
async function run(args: readonly string[]): Promise<void> {
  const [name = 'start', ...rest] = args;
  const asksHelp = name === 'help' || name === '--help' || name === '-h';
  if (asksHelp && rest[0] !== undefined) return run([rest[0], '--help']);
  if (asksHelp) {
    process.stdout.write(usage());
    return;
  }
  if (name === '--version' || name === 'version') {
    readArguments(rest, {});
    process.stdout.write(`${version}\n`);
    return;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new CliError(`There is no command "${name}".\n\n${usage()}`, 2);
  if (command.answersHelp !== true && rest.some((arg) => arg === '--help' || arg === '-h')) {
    process.stdout.write(`${command.help.join('\n')}\n`);
    return;
  }
  await command.run(rest);
}

// A closed pipe, as in `audit | head`, is not an error. Commands that print a secret wait for the write: see deliver.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

run(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof CliError || isExpectedError(error);
  const text = expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${printable(text, { keepLines: true })}\n`);
  process.exitCode = error instanceof CliError ? error.exitCode : 1;
});

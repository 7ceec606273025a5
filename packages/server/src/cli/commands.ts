import { audit } from './audit.js';
import { backup, restore } from './backup.js';
import { client } from './client.js';
import { readArguments } from './arguments.js';
import type { Command } from './command.js';
import { doctor } from './doctor.js';
import { erase } from './erase.js';
import { evaluate } from './evaluate.js';
import { evidence } from './evidence.js';
import { keys } from './keys.js';
import { levels } from './levels.js';
import { link } from './link.js';
import { migrate } from './migrate.js';
import { operator } from './operator.js';
import { start } from './start.js';

const serve: Command = {
  name: 'serve',
  help: ['serve                      run the service'],
  async run(args) {
    readArguments(args, {});
    // The other commands need neither the HTTP server nor the models.
    await (await import('../main.js')).main();
  },
};

export const commands: readonly Command[] = [
  start,
  serve,
  migrate,
  client,
  link,
  keys,
  levels,
  operator,
  erase,
  audit,
  backup,
  restore,
  evaluate,
  evidence,
  doctor,
];

export function usage(): string {
  const lines = commands.flatMap((command) => command.help).map((line) => `  ${line}\n`);
  return `face-session COMMAND\n\n${lines.join('')}\nEvery command except start, serve and evaluate takes --json and then prints JSON.\nSettings come from the environment; docs/operation.md lists them, \`doctor\` checks them.\n`;
}

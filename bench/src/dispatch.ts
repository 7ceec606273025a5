import { readdir } from 'node:fs/promises';

/** What a command module exports: does the work with the arguments, tells of it on stderr, and gives the figures of the last line. */
export interface Command {
  run(args: readonly string[]): Promise<unknown>;
}

/** Runs the module of a folder that is named by the first argument, and prints its figures as the last line, one line of JSON. */
export async function dispatch(folder: URL, args: readonly string[]): Promise<void> {
  const names = (await readdir(folder)).filter((file) => file.endsWith('.js')).map((file) => file.slice(0, -'.js'.length));
  const [name, ...rest] = args;
  if (name === undefined || !names.includes(name)) {
    process.stderr.write(`Say which: ${names.join(', ')}\n`);
    process.exitCode = 2;
    return;
  }
  const command = (await import(new URL(`${name}.js`, folder).href)) as Command;
  process.stdout.write(`${JSON.stringify(await command.run(rest))}\n`);
}

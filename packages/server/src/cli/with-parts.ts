import { readConfig } from '../config.js';
import { printable } from '../printable.js';
import { openParts, prepareStore } from '../service.js';
import type { ServiceParts } from '../service-parts.js';
import { CliError } from './cli-error.js';

/** Runs a command on the configured store, brought to its newest schema. */
export async function withParts<Value>(run: (parts: ServiceParts) => Promise<Value>, config = readConfig()): Promise<Value> {
  const parts = await openParts({ ...config, logLevel: 'warn' });
  try {
    await prepareStore(parts);
    return await run(parts);
  } finally {
    await parts.store.close();
  }
}

/** Prints a line. What others chose (names, labels of cameras) cannot act on the terminal: see {@link printable}. */
export function print(line: string): void {
  process.stdout.write(`${printable(line)}\n`);
}

/** Prints what a command did: one line of JSON with `--json`, words otherwise. */
export function printOutcome(args: { flag(name: 'json'): boolean }, words: string, data: object): void {
  print(args.flag('json') ? JSON.stringify(data) : words);
}

/** Prints a value as JSON over several lines. */
export function printJson(value: unknown): void {
  for (const line of JSON.stringify(value, null, 2).split('\n')) print(line);
}

/**
 * Prints a line that is shown once, and waits until the system has taken it.
 * @throws {CliError} `failure`, if it was not taken, as when the reader of a pipe is gone (EPIPE)
 */
export async function deliver(line: string, failure: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => {
      if (error) reject(new CliError(failure));
      else resolve();
    });
  });
}

/** Prints a secret and waits until it is taken: a secret that nobody has read is not kept. */
export function deliverSecret(line: string): Promise<void> {
  return deliver(line, 'The secret could not be written to standard output. Nothing was stored.');
}

import { readConfig } from '../config.js';
import { printable } from '../printable.js';
import { openParts, prepareStore, type ServiceParts } from '../service.js';

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
 * Writes text to standard output and waits until the system has taken it.
 * @throws if it was not taken, as when the reader of a pipe is gone (EPIPE)
 */
export function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

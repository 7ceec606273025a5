import { readConfig } from '../config.js';
import { openParts, type ServiceParts } from '../service.js';

/** Runs a command on the configured store, brought to its newest schema. */
export async function withParts<Value>(run: (parts: ServiceParts) => Promise<Value>): Promise<Value> {
  const parts = await openParts({ ...readConfig(), logLevel: 'warn' });
  try {
    await parts.store.migrate();
    return await run(parts);
  } finally {
    await parts.store.close();
  }
}

/** Prints a line. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

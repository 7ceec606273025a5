import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The credentials of the demo customer. The service keeps only a hash of the secret, so the customer keeps it itself. */
export interface DemoClient {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The client of an earlier start, if there was one. */
export async function readDemoClient(file: string): Promise<DemoClient | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DemoClient;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Keeps the client for later starts, readable by this user only. */
export async function writeDemoClient(file: string, client: DemoClient): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(client, null, 2)}\n`, { mode: 0o600 });
}

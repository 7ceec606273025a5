import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreLocation } from '@face-session/server';
import { afterAll, beforeAll } from 'vitest';
import { startPostgres, type TestPostgres } from './postgres.js';

/**
 * Every kind of database that a store can have, for `describe.each`: its name, and what makes an empty one. What they need is started before the tests of the file that
 * calls this, and removed after them.
 */
export function freshDatabases(): [name: string, locate: () => Promise<StoreLocation>][] {
  let postgres: TestPostgres;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'face-session-store-'));
    postgres = await startPostgres();
  });
  afterAll(async () => {
    await postgres.close();
    await rm(folder, { recursive: true, force: true });
  });
  return [
    ['sqlite', () => Promise.resolve({ kind: 'sqlite', file: join(folder, `${randomBytes(16).toString('hex')}.db`) })],
    ['postgres', async () => ({ kind: 'postgres', url: await postgres.createDatabase(), poolSize: 8 })],
  ];
}

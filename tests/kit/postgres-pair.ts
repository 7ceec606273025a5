import { execFile, execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './process.js';

/** A primary and a standby that has everything the primary has confirmed (synchronous replication). */
export interface PostgresPair {
  readonly primary: string;
  readonly standby: string;
  /** Makes an empty database on the primary; returns its name. */
  createDatabase(): Promise<string>;
  /** Ends the primary as a crash of its machine would. */
  killPrimary(): Promise<void>;
  /** Makes the standby the primary. */
  promoteStandby(): Promise<void>;
  close(): Promise<void>;
}

/** Folder of the programs of the newest PostgreSQL of Debian that can make a standby; null where there is none. */
export async function findPostgresPrograms(): Promise<string | null> {
  const root = '/usr/lib/postgresql';
  const versions = await readdir(root).catch(() => []);
  const works = (version: string): boolean => spawnSync(join(root, version, 'bin', 'pg_basebackup'), ['--version']).status === 0;
  const newest = versions.filter(works).sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(root, newest, 'bin');
}

export async function startPostgresPair(programs: string): Promise<PostgresPair> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-pair-'));
  await chmod(folder, 0o777);
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? idsOf('postgres') : {};
  const run = promisify(execFile);
  const program = (name: string, ...args: string[]): Promise<unknown> => run(join(programs, name), args, { ...user, cwd: folder });
  const [primaryPort, standbyPort] = [await freePort(), await freePort()];
  const [primaryData, standbyData] = [join(folder, 'primary'), join(folder, 'standby')];

  await program('initdb', '--pgdata', primaryData, '--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '--no-sync');
  await appendFile(
    join(primaryData, 'postgresql.conf'),
    `listen_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\nmax_connections = 60\nwal_level = replica\nmax_wal_senders = 4\nhot_standby = on\n`,
  );
  const start = async (data: string, port: number, ...settings: string[]): Promise<ChildProcess> => {
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const server = spawn(join(programs, 'postgres'), args, { ...user, cwd: folder, stdio: 'ignore' });
    for (const deadline = Date.now() + 60_000; ;) {
      if (await query(port, 'postgres', 'select 1')) return server;
      if (server.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL in ${data} did not start.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  const source = `host=127.0.0.1 port=${primaryPort} user=postgres application_name=standby`;
  // The standby is not there yet: a commit must not wait for it.
  const first = await start(primaryData, primaryPort);
  await program('pg_basebackup', '--dbname', source, '--pgdata', standbyData, '--wal-method=stream', '--write-recovery-conf', '--no-sync');
  await ended(first, 'SIGINT');
  const primary = await start(primaryData, primaryPort, 'synchronous_standby_names=standby');
  const standby = await start(standbyData, standbyPort);
  return {
    primary: `127.0.0.1:${primaryPort}`,
    standby: `127.0.0.1:${standbyPort}`,
    async createDatabase() {
      if (!(await query(primaryPort, 'postgres', 'create database service'))) throw new Error('No database.');
      return 'service';
    },
    // Its children end when they notice.
    killPrimary: () => ended(primary, 'SIGKILL'),
    async promoteStandby() {
      await program('pg_ctl', 'promote', '--pgdata', standbyData, '--wait');
    },
    async close() {
      await ended(primary, 'SIGKILL');
      await ended(standby, 'SIGINT');
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function query(port: number, database: string, text: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: `postgres://postgres@127.0.0.1:${port}/${database}` });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(text);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function ended(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  server.kill(signal);
  await exit;
}

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDebianPackages } from '../../scripts/lib/debian.mjs';
import { freePort } from './process.js';

/** A proxy that runs. */
export interface TestProxy {
  readonly port: number;
  /** What it wrote to its log. */
  log(): string;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

/** Programs of Debian's are there, some of them outside of the path of other users. */
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;

/** Installs a program's package of Debian where it can be. @returns whether the program works; if not, its tests are left out */
export function hasProgram(program: string, versionFlag: string): Promise<boolean> {
  return ensureDebianPackages(() => spawnSync(program, [versionFlag], { stdio: 'ignore', env: { PATH } }).status === 0, [program]);
}

/** How long a proxy may take to listen, in milliseconds. */
const START_MS = 50_000;

/**
 * Starts a program with a folder and a port of its own, and waits until it listens.
 * @param configure writes its files into the folder and returns its arguments
 */
export async function startProxy(
  program: string,
  configure: (folder: string, port: number) => readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TestProxy> {
  const folder = mkdtempSync(join(tmpdir(), `face-session-${program}-`));
  chmodSync(folder, 0o755); // some give up the rights of root before they read their files
  const port = await freePort();
  const args = configure(folder, port);
  const logFile = join(folder, 'log');
  const output = openSync(logFile, 'a');
  const child = spawn(program, args, { stdio: ['ignore', output, output], env: { PATH, HOME: folder, ...env } });
  closeSync(output);
  const proxy: TestProxy = {
    port,
    log: () => readFileSync(logFile, 'utf8'),
    async close() {
      await end(child);
      rmSync(folder, { recursive: true });
    },
  };
  for (const deadline = Date.now() + START_MS; !(await listens(port));) {
    if (child.exitCode !== null || Date.now() > deadline) {
      const log = proxy.log();
      await proxy.close();
      throw new Error(`${program} did not start: ${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return proxy;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (does: boolean) => (): void => {
      socket.destroy();
      resolve(does);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
  });
}

/**
 * Starts nginx with a site: an example of `deploy/` but for TLS.
 * @param replicas host and port of each, in place of the example's one
 */
export function startNginx(site: string, replicas: readonly string[]): Promise<TestProxy> {
  return startProxy('nginx', (folder, port) => {
    const local = site
      .replace('listen 443 ssl;', `listen 127.0.0.1:${String(port)};`)
      .replace(/^ *ssl_certificate.*\n/gm, '')
      .replace(/server 127\.0\.0\.1:8080(.*);/, (_, options: string) =>
        replicas.map((replica) => `server ${replica}${options};`).join('\n  '),
      );
    writeFileSync(join(folder, 'site.conf'), local);
    const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`);
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off;\nworker_processes 1;\npid ${folder}/pid;\nerror_log stderr warn;\n${process.getuid?.() === 0 ? 'user root;\n' : ''}events {}\nhttp {\n${paths.join('\n')}\ninclude site.conf;\n}\n`,
    );
    return ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'];
  });
}

/**
 * Starts HAProxy before databases: connections go to the first, and to the second once the first takes none any more. Then those that are open end.
 * @param servers host and port of each
 */
export function startHaproxy(servers: readonly [primary: string, standby: string]): Promise<TestProxy> {
  return startProxy('haproxy', (folder, port) => {
    const file = join(folder, 'haproxy.cfg');
    writeFileSync(
      file,
      `global
  maxconn 400
defaults
  mode tcp
  timeout connect 1s
  timeout client 1m
  timeout server 1m
listen database
  bind 127.0.0.1:${String(port)}
  default-server check inter 200ms fall 1 rise 1 on-marked-down shutdown-sessions
  server primary ${servers[0]}
  server standby ${servers[1]} backup
`,
    );
    return ['-db', '-f', file];
  });
}

/** Starts PgBouncer with transaction pooling and its other defaults before a database. @returns the proxy, and the URL of the database behind it */
export async function startPgBouncer(databaseURL: string): Promise<{ bouncer: TestProxy; url: string }> {
  const behind = new URL(databaseURL);
  const bouncer = await startProxy('pgbouncer', (folder, port) => {
    const [users, file] = [join(folder, 'users.txt'), join(folder, 'pgbouncer.ini')];
    writeFileSync(users, `"${behind.username}" "${behind.password}"\n`);
    writeFileSync(
      file,
      `[databases]\n${behind.pathname.slice(1)} = host=127.0.0.1 port=${behind.port}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${String(port)}\n` +
        `unix_socket_dir =\nauth_type = plain\nauth_file = ${users}\npool_mode = transaction\n`,
    );
    return [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), file];
  });
  const url = new URL(behind);
  url.port = String(bouncer.port);
  return { bouncer, url: url.href };
}

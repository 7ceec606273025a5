import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ensureDebianPackages } from '../../scripts/lib/debian.mjs';
import type { Outcome } from './process.js';

/** What a program is confined to: as a container engine with a read-only root, no rights and no network does it. */
export interface Confinement {
  /** Folder that is its root; it can write nothing in it. */
  readonly root: string;
  /** Folder of this machine that it can write to, and where it sees it. */
  readonly volume: { readonly folder: string; readonly at: string };
  /** Folders of this machine that it can read, by their names in /srv. */
  readonly served?: Readonly<Record<string, string>>;
  /** User and group, as numbers. */
  readonly user: number;
  /** Its whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** The folder that it starts in. */
  readonly workingFolder: string;
  /** The port that it listens on, on the loopback that it alone has. */
  readonly port: number;
}

/** A confined program that runs, as the first process of its own. */
export interface Confined {
  /** Leads to its port. */
  readonly url: string;
  /** What the kernel says of it: /proc/PID/status, by name. */
  readonly status: Readonly<Record<string, string>>;
  /** What it wrote. */
  output(): string;
  /** Runs a command beside it, confined as it is. @param environment over its own */
  run(command: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** SIGTERM, as an engine stops it; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** How long a confined program may take to answer with success, in milliseconds. */
const START_MS = 60_000;

/** Whether programs can be confined here: as root on Linux, with bubblewrap, which is installed where it can be. */
export function canConfine(): Promise<boolean> {
  const works = (): boolean => spawnSync('bwrap', ['--ro-bind', '/', '/', '--unshare-net', 'true'], { stdio: 'ignore' }).status === 0;
  return process.getuid?.() === 0 && process.platform === 'linux' ? ensureDebianPackages(works, ['bubblewrap']) : Promise.resolve(false);
}

/** Passes connections on from a socket in the file system, which every network namespace sees, to a port of its own namespace. */
const FORWARD = `const { connect, createServer } = require('node:net');
createServer((from) => {
  const to = connect(Number(process.argv[2]), '127.0.0.1');
  for (const socket of [from, to]) socket.on('error', () => { from.destroy(); to.destroy(); });
  from.pipe(to).pipe(from);
}).listen(process.argv[1], () => console.log('ready'));`;

/**
 * Starts a program and waits until a path of it answers with success.
 * @throws {Error} with what it wrote, if it ends before
 */
export async function startConfined(confinement: Confinement, command: readonly string[], readyPath: string): Promise<Confined> {
  const { root, volume, served = {}, user, environment, workingFolder, port } = confinement;
  const asUser = ['setpriv', `--reuid=${String(user)}`, `--regid=${String(user)}`, '--clear-groups', '--inh-caps=-all', '--no-new-privs'];
  const sandbox = [
    '--ro-bind',
    root,
    '/',
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--perms',
    '1777',
    '--tmpfs',
    '/tmp',
    '--bind',
    volume.folder,
    volume.at,
  ];
  const shown = Object.entries(served).flatMap(([name, source]) => ['--ro-bind', source, `/srv/${name}`]);
  if (shown.length > 0) sandbox.push('--tmpfs', '/srv', ...shown);
  const rights = ['CAP_SETUID', 'CAP_SETGID'].flatMap((name) => ['--cap-add', name]);
  const own = ['--unshare-net', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--as-pid-1', '--die-with-parent', '--new-session'];
  const args = [
    ...sandbox,
    ...own,
    '--cap-drop',
    'ALL',
    ...rights,
    '--chdir',
    workingFolder,
    '--info-fd',
    '3',
    '--',
    ...asUser,
    ...command,
  ];
  const child = spawn('bwrap', args, { env: environment, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Buffer) => (output += data.toString()));
  const info = await text(child.stdio[3] as NodeJS.ReadableStream);
  const pid = (JSON.parse(info || '{}') as { 'child-pid'?: number })['child-pid'];
  if (pid === undefined) throw new Error(`bwrap did not start: ${output}`);

  const socket = join(volume.folder, '..', `port-${String(pid)}`);
  const forwarder = spawn('nsenter', ['--target', String(pid), '--net', process.execPath, '-e', FORWARD, socket, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const entrance = createServer((from) => {
    const to = connect(socket);
    for (const each of [from, to])
      each.on('error', () => {
        from.destroy();
        to.destroy();
      });
    from.pipe(to).pipe(from);
  });
  const stop = async (): Promise<number | null> => {
    entrance.close();
    await ended(forwarder, () => forwarder.kill());
    rmSync(socket, { force: true });
    // bwrap itself passes no signal on.
    return ended(child, () => process.kill(pid, 'SIGTERM'));
  };
  try {
    await once(forwarder.stdout, 'data');
    entrance.listen(0, '127.0.0.1');
    await once(entrance, 'listening');
    const url = `http://127.0.0.1:${String((entrance.address() as AddressInfo).port)}`;
    for (const deadline = Date.now() + START_MS; !(await answers(url + readyPath));) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`The program did not become ready: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return {
      url,
      status: Object.fromEntries(
        readFileSync(`/proc/${String(pid)}/status`, 'utf8')
          .split('\n')
          .map((line) => line.split(':\t') as [string, string]),
      ),
      output: () => output,
      async run(beside, over = {}) {
        const into = ['--target', String(pid), '--mount', '--net', '--pid', '--ipc', '--uts', '--', 'env', `--chdir=${workingFolder}`];
        const ran = spawn('nsenter', [...into, ...asUser, ...beside], {
          env: { ...environment, ...over },
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        const [stdout, stderr] = await Promise.all([text(ran.stdout), text(ran.stderr), once(ran, 'close')]);
        return { code: ran.exitCode ?? -1, stdout, stderr };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function ended(child: ChildProcess, end: () => void): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = once(child, 'exit');
  end();
  await exit;
  return child.exitCode;
}

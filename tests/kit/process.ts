import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The program `face-session`. */
export const cliFile = join(createRequire(import.meta.url).resolve('@face-session/server'), '..', 'cli.js');

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of `face-session` to its end, however it ends. */
export async function runCli(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  cwd?: string,
): Promise<Outcome> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [cliFile, ...args], { env: environment, cwd })) };
  } catch (error) {
    return error as Outcome;
  }
}

/** The service as a process of its own, to be killed. */
export interface Replica {
  readonly url: string;
  readonly pid: number | undefined;
  /** What it has written to its log and to standard error. */
  output(): string;
  /** SIGKILL: nothing of it gets to finish. */
  kill(): Promise<void>;
  /** SIGTERM, as a deployment does; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `face-session serve` and waits until it is ready. Without `DATA_DIR` it has a folder of its own, which goes with it; without `PORT` a free one. */
export async function startReplica(environment: Readonly<Record<string, string>>): Promise<Replica> {
  const port = environment.PORT === undefined ? await freePort() : Number(environment.PORT);
  const url = `http://127.0.0.1:${port}`;
  const ownFolder = join(tmpdir(), `replica-${port}`);
  const child = spawn(process.execPath, [cliFile, 'serve'], {
    env: {
      PATH: process.env.PATH,
      WORKERS: '1',
      LOG_LEVEL: 'error',
      PORT: String(port),
      DATA_DIR: ownFolder,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (errors += data.toString()));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const code = await ended(child, signal);
    await rm(ownFolder, { recursive: true, force: true });
    return code;
  };
  await waitUntilReady(url, child, () => errors).catch(async (error: unknown) => {
    await end('SIGKILL');
    throw error;
  });
  return {
    url,
    pid: child.pid,
    output: () => errors,
    kill: async () => {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill(signal);
  return exit;
}

async function waitUntilReady(url: string, child: ChildProcess, errors: () => string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    if (child.exitCode !== null) throw new Error(`The replica ended: ${errors()}`);
    const ready = await fetch(`${url}/readyz`).catch(() => null);
    if (ready?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The replica did not become ready: ${errors()}`);
}

/** A port that nobody listens on, for a process that cannot be told to choose its own. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

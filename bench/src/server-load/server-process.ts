import { spawn } from 'node:child_process';
import { open, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addClient, allocatorEnvironment, openParts, readConfig, type ClientCredentials } from '@face-session/server';

/** The service in a process of its own, on a free port with a database file of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Registered with it. */
  readonly clients: readonly ClientCredentials[];
  readonly pid: number;
  /** What it says of itself since the last call. */
  usage(): Promise<ServerUsage>;
  /** What it has written to its log. */
  log(): Promise<string>;
  /** Sends SIGTERM and waits for the end. The code is null if a signal ended the process. */
  stop(): Promise<{ readonly ms: number; readonly code: number | null }>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

export interface ServerUsage {
  /** Resident memory of the service and its workers. */
  readonly memoryMb: number;
  /** CPU time of the service and its workers since the start. */
  readonly cpuMs: number;
  /** How late the event loop was, since the last call, in 99 of 100 samples. */
  readonly eventLoopP99Ms: number;
  /** Requests with pictures under way. */
  readonly inFlight: number;
  /** Attempts that failed, by the reason that the metrics name. */
  readonly failedAttempts: Readonly<Record<string, number>>;
}

/** How often prom-client looks at the event loop, in milliseconds; a loop that is never late reports it. */
const EVENT_LOOP_SAMPLING_MS = 10;

/** Longest time from SIGTERM to the end, in milliseconds: 35 seconds, and one for the system to report it. */
export const STOP_LIMIT_MS = 36_000;

/** How long a start may take, in milliseconds: models are loaded on a busy machine. */
const START_MS = 60_000;

/**
 * Starts `face-session serve` with its defaults, limits and logs included, and the setting of the C library that docs/operation.md recommends. One proxy is believed, so that a load can come from many addresses.
 * @param clientCount how many clients share the load: each has a rate of its own
 * @param settings environment variables of the service, over the defaults
 */
export async function startServerProcess(clientCount: number, settings: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'face-session-bench-'));
  const environment = { PORT: '0', DATA_DIR: folder, TRUSTED_PROXIES: '1', ...settings };
  const parts = await openParts(readConfig(environment));
  await parts.store.migrate();
  const clients: ClientCredentials[] = [];
  for (let index = 0; index < clientCount; index++) clients.push(await addClient(parts, { name: `Bench ${index}` }));
  await parts.store.close();

  const logFile = join(folder, 'service.log');
  const log = await open(logFile, 'w');
  const entry = join(createRequire(import.meta.url).resolve('@face-session/server'), '..', 'cli.js');
  const child = spawn(process.execPath, [entry, 'serve'], {
    env: { PATH: process.env['PATH'], ...allocatorEnvironment, ...environment },
    stdio: ['ignore', log.fd, 'inherit'],
  });
  await log.close();
  const stop: ServerProcess['stop'] = async () => {
    const started = performance.now();
    if (child.exitCode === null && child.signalCode === null) {
      const exit = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await exit;
    }
    return { ms: performance.now() - started, code: child.exitCode };
  };
  const close = async (): Promise<void> => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + START_MS; ;) {
    const url = /"baseURL":"([^"]+)"/.exec(await readFile(logFile, 'utf8'))?.[1];
    if (url !== undefined && child.pid !== undefined) {
      return { url, clients, pid: child.pid, usage: () => usageOf(url), log: () => readFile(logFile, 'utf8'), stop, close };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      await close();
      throw new Error('The service did not start.');
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function usageOf(url: string): Promise<ServerUsage> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const read = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(metrics)?.[1]);
  return {
    memoryMb: (read('process_resident_memory_bytes') + read('face_session_workers_resident_memory_bytes')) / 1e6,
    cpuMs: (read('process_cpu_seconds_total') + read('face_session_workers_cpu_seconds_total')) * 1000,
    eventLoopP99Ms: Math.max(0, read('nodejs_eventloop_lag_p99_seconds') * 1000 - EVENT_LOOP_SAMPLING_MS),
    inFlight: read('face_session_in_flight_requests'),
    failedAttempts: Object.fromEntries(
      [...metrics.matchAll(/^face_session_attempts_total\{outcome="failed",reason="(\w+)",client="[^"]*"\} (\d+)/gm)].map(
        ([, reason = '', count]) => [reason, Number(count)],
      ),
    ),
  };
}

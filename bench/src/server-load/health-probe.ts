import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { wait } from './attempt-client.js';
import type { ServerProcess } from './server-process.js';

/** What asking `/healthz` over and over came to. */
export interface Health {
  readonly probes: number;
  /** Probes that were not answered with 200. */
  readonly failures: number;
  /** Longest time to an answer. It includes what other processes took of the cores. */
  readonly worstMs: number;
  /**
   * Most CPU time that the service's event loop spent while one probe waited: how long a free machine would have kept the probe waiting.
   * Off Linux it is `worstMs`.
   */
  readonly worstBusyMs: number;
}

export interface HealthProbe {
  stop(): Promise<Health>;
}

/** Time between two probes, in milliseconds: a stall of 100 ms meets several. */
const EVERY_MS = 20;

/** Asks for `/healthz` until it is stopped. */
export function startHealthProbe(server: ServerProcess): HealthProbe {
  const agent = new Agent({ keepAlive: true });
  let stopped = false;
  let [probes, failures, worstMs, worstBusyMs] = [0, 0, 0, 0];
  const ask = (): Promise<boolean> =>
    new Promise((resolve) => {
      const call = get(`${server.url}/healthz`, { agent }, (response) => {
        response.resume().once('end', () => {
          resolve(response.statusCode === 200);
        });
      });
      call.once('error', () => {
        resolve(false);
      });
    });
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const before = eventLoopTime(server.pid);
      const started = performance.now();
      if (!(await ask())) failures++;
      const ms = performance.now() - started;
      const after = eventLoopTime(server.pid);
      probes++;
      worstMs = Math.max(worstMs, ms);
      worstBusyMs = Math.max(worstBusyMs, before && after ? Math.min(ms, after.busyMs - before.busyMs) : ms);
      await wait(EVERY_MS);
    }
  };
  const running = loop();
  return {
    async stop() {
      stopped = true;
      await running;
      agent.destroy();
      return { probes, failures, worstMs, worstBusyMs };
    },
  };
}

/**
 * Milliseconds until nothing is in flight any more, without those in which the service's event loop waited for a core; Infinity after ten seconds.
 * What other processes take of the machine does not count where the system tells it (Linux).
 */
export async function millisecondsUntilEmpty(server: ServerProcess): Promise<number> {
  const started = performance.now();
  const before = eventLoopTime(server.pid);
  for (;;) {
    const { inFlight } = await server.usage();
    const ms = performance.now() - started;
    const after = eventLoopTime(server.pid);
    if (inFlight === 0) return ms - (before && after ? after.waitedMs - before.waitedMs : 0);
    if (ms > 10_000) return Infinity;
    await wait(EVERY_MS);
  }
}

/** Time on a core, and time ready to run without one, of the first thread of a process; undefined where the system does not tell. */
function eventLoopTime(pid: number): { readonly busyMs: number; readonly waitedMs: number } | undefined {
  try {
    const [busy = Number.NaN, waited = Number.NaN] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ').map(Number);
    return { busyMs: busy / 1e6, waitedMs: waited / 1e6 };
  } catch {
    return undefined;
  }
}

import { wait, type AttemptCall, type AttemptClient, type AttemptRecord } from './attempt-client.js';
import type { ServerProcess } from './server-process.js';

/** What a load came to. */
export interface Load {
  readonly records: readonly AttemptRecord[];
  /** Attempts that passed, a second. */
  readonly passedPerSecond: number;
  /** CPU time for each attempt that passed, of the service and of what sent the load. */
  readonly cpuMsPerAttempt: { readonly service: number; readonly sender: number };
  /** How late the service's event loop was in 99 of 100 samples. */
  readonly eventLoopP99Ms: number;
}

/** Longest time before the count of a closed loop begins, in seconds: the attempts spread over their calls meanwhile. */
const FILL_SECONDS = 3;

/** How long a refused attempt of a closed loop waits, in milliseconds. */
const REFUSED_MS = 200;

/** Keeps so many attempts under way all the time, and counts those that pass within the time once they are all under way. */
export async function closedLoop(server: ServerProcess, client: AttemptClient, concurrency: number, seconds: number): Promise<Load> {
  const fillMs = Math.min(FILL_SECONDS, seconds) * 1000;
  const started = performance.now();
  const end = started + fillMs + seconds * 1000;
  const records: AttemptRecord[] = [];
  let passed = 0;
  const keepGoing = async (_: unknown, index: number): Promise<void> => {
    // Not all at once, or they would go on in step.
    await wait((fillMs * index) / (2 * concurrency));
    while (performance.now() < end) {
      const record = await client.attempt();
      records.push(record);
      const now = performance.now();
      if (record.end === 'passed' && now >= started + fillMs && now < end) passed++;
      if (record.end !== 'passed') await wait(REFUSED_MS);
    }
  };
  const loops = Promise.all(Array.from({ length: concurrency }, keepGoing));
  await wait(fillMs);
  const before = await usage(server);
  await wait(end - performance.now());
  const figures = since(before, await usage(server), passed);
  await loops;
  return { records, passedPerSecond: passed / seconds, ...figures };
}

/** Begins attempts at a fixed rate, whether or not those before are done; ends when all are. */
export async function openLoop(server: ServerProcess, client: AttemptClient, perSecond: number, seconds: number): Promise<Load> {
  const before = await usage(server);
  const started = performance.now();
  const running: Promise<AttemptRecord>[] = [];
  for (let index = 0; index < perSecond * seconds; index++) {
    await wait(started + (1000 * index) / perSecond - performance.now());
    running.push(client.attempt());
  }
  const records = await Promise.all(running);
  const passed = records.filter(({ end }) => end === 'passed').length;
  return { records, passedPerSecond: (1000 * passed) / (performance.now() - started), ...since(before, await usage(server), passed) };
}

/** Attempts that ended so, by the call and how: `{"burst passed": 12, "session 503": 3}`. */
export function endsOf(records: readonly AttemptRecord[], end?: AttemptRecord['end']): Record<string, number> {
  const ends: Record<string, number> = {};
  for (const record of records) if (end === undefined || record.end === end) ends[record.why] = (ends[record.why] ?? 0) + 1;
  return ends;
}

/** Median and 95th percentile of each call's time, in whole milliseconds. */
export function latencyOf(records: readonly AttemptRecord[]): Record<AttemptCall, { readonly p50: number; readonly p95: number }> {
  const of = (call: AttemptCall): { p50: number; p95: number } => {
    const times = records.flatMap(({ ms }) => ms[call] ?? []).sort((a, b) => a - b);
    const at = (part: number): number => Math.round(times[Math.floor((times.length - 1) * part)] ?? Number.NaN);
    return { p50: at(0.5), p95: at(0.95) };
  };
  return { session: of('session'), open: of('open'), burst: of('burst') };
}

interface Usage {
  readonly serviceMs: number;
  readonly senderMs: number;
  readonly eventLoopP99Ms: number;
}

async function usage(server: ServerProcess): Promise<Usage> {
  const { cpuMs, eventLoopP99Ms } = await server.usage();
  const { user, system } = process.cpuUsage();
  return { serviceMs: cpuMs, senderMs: (user + system) / 1000, eventLoopP99Ms };
}

function since(before: Usage, after: Usage, passed: number): Pick<Load, 'cpuMsPerAttempt' | 'eventLoopP99Ms'> {
  return {
    cpuMsPerAttempt: {
      service: (after.serviceMs - before.serviceMs) / passed,
      sender: (after.senderMs - before.senderMs) / passed,
    },
    eventLoopP99Ms: after.eventLoopP99Ms,
  };
}

import { availableParallelism } from 'node:os';
import { createAttemptClient, SHUTTER_MS, type AttemptClient } from '../server-load/attempt-client.js';
import { loadLiveSubject, type LiveSubject } from '../server-load/live-subject.js';
import { closedLoop, endsOf, latencyOf, openLoop, type Load } from '../server-load/offered-load.js';
import { startServerProcess, type ServerProcess } from '../server-load/server-process.js';
import { simulate, type Arrivals, type AttemptCosts, type CallCosts, type SimulatedLoad } from './simulate.js';

/** So many clients share the load, so that none reaches its rate. */
const CLIENTS = 8;

/** Attempts under way for each core when the service shall be busy all the time: as many as it takes, so none is refused. */
const CONCURRENCY_PER_CORE = 8;

/** How the service's own time and the sender's divide among the calls of an attempt: by the pictures in them, and a little for each. */
const SHARES: CallCosts = { session: 0.2, open: 0.1, burst: 0.7 };

/** How far the simulation may be off, as a share of what is measured. */
const TOLERANCE = 0.15;

/** A figure, measured and simulated. */
interface Comparison {
  readonly measured: number;
  readonly simulated: number;
  /** Simulated over measured. */
  readonly ratio: number;
}

export interface CapacityCheck {
  /** Whether each compared figure is within {@link TOLERANCE}. */
  readonly ok: boolean;
  readonly cores: number;
  readonly costs: AttemptCosts;
  readonly frames: number;
  readonly shutterMs: number;
  readonly kilobytesPerAttempt: number;
  readonly memoryMb: { readonly service: number; readonly worker: number };
  readonly compared: Readonly<Record<string, Comparison>>;
  /** Figures that are told and not judged: of few attempts, they differ between two runs of the same service. */
  readonly told: Readonly<Record<string, Comparison>>;
}

/** What a plan takes of a check. */
export type CapacityMeasurement = Pick<CapacityCheck, 'costs' | 'frames' | 'shutterMs' | 'kilobytesPerAttempt' | 'memoryMb'>;

/** What the service has used since its start, in milliseconds. */
interface Used {
  readonly serviceMs: number;
  readonly workersMs: number;
  readonly senderMs: number;
  /** From the first picture of a step to its last, as the service times it. */
  readonly referenceMs: number;
  readonly framesMs: number;
  readonly sceneMs: number;
  readonly imageMs: number;
}

/**
 * Measures what an attempt costs under full load, simulates the bench's loads with it, runs them, and compares.
 * @param seconds of each measurement
 */
export async function checkCapacity(seconds: number, tell: (line: string) => void): Promise<CapacityCheck> {
  const cores = availableParallelism();
  const subject = await loadLiveSubject();
  const server = await startServerProcess(CLIENTS);
  try {
    const client = await createAttemptClient(server, subject);
    const full = CONCURRENCY_PER_CORE * cores;
    await closedLoop(server, client, full, seconds / 2);
    const { costs, sequential } = await measureCosts(server, client, subject, cores, seconds);
    tell(`costs: ${JSON.stringify(costs)}`);
    const loads: { name: string; arrivals: Arrivals; load: Load }[] = [];
    const run = async (name: string, arrivals: Arrivals): Promise<Load> => {
      const load =
        arrivals.kind === 'closed'
          ? await closedLoop(server, client, arrivals.concurrency, 2 * seconds)
          : await openLoop(server, client, arrivals.perSecond, 2 * seconds);
      tell(`${name}: ${load.passedPerSecond.toFixed(2)} attempts/s ${JSON.stringify(endsOf(load.records))}`);
      loads.push({ name, arrivals, load });
      return load;
    };
    const { passedPerSecond } = await run('full', { kind: 'closed', concurrency: full });
    for (const share of [0.5, 0.9]) await run(`at${String(share * 100)}`, { kind: 'paced', perSecond: share * passedPerSecond });
    const memory = await memoryOf(server, cores);
    client.close();
    const [compared, told]: [Record<string, Comparison>, Record<string, Comparison>] = [{}, {}];
    for (const { name, arrivals, load } of loads) {
      const simulated = simulateLike(subject, costs, cores, arrivals);
      const latency = latencyOf(load.records);
      if (name === 'full') compared['attemptsPerSecond'] = comparison(load.passedPerSecond, simulated.passedPerSecond);
      else {
        compared[`${name}BurstP50Ms`] = comparison(latency.burst.p50, simulated.latencyMs.burst.p50);
        told[`${name}BurstP95Ms`] = comparison(latency.burst.p95, simulated.latencyMs.burst.p95);
        told[`${name}SessionP50Ms`] = comparison(latency.session.p50, simulated.latencyMs.session.p50);
      }
    }
    told['sequentialBurstP50Ms'] = comparison(
      sequential.burst,
      simulateLike(subject, costs, cores, { kind: 'closed', concurrency: 1 }).latencyMs.burst.p50,
    );
    return {
      ok: Object.values(compared).every(({ ratio }) => Math.abs(ratio - 1) <= TOLERANCE),
      cores,
      costs,
      frames: subject.burst.length,
      shutterMs: shutterOf(subject),
      kilobytesPerAttempt: (subject.photo.length + subject.burst.reduce((sum, { jpeg }) => sum + jpeg.length, 0)) / 1000,
      memoryMb: memory,
      compared,
      told,
    };
  } finally {
    await server.close();
  }
}

const comparison = (measured: number, simulated: number): Comparison => ({ measured, simulated, ratio: simulated / measured });

function shutterOf(subject: LiveSubject): number {
  return (subject.burst.at(-1)?.capturedAtMs ?? 0) + SHUTTER_MS;
}

function simulateLike(subject: LiveSubject, costs: AttemptCosts, cores: number, arrivals: Arrivals): SimulatedLoad {
  return simulate({
    costs,
    cores,
    workers: cores,
    picturesInFlight: 8 * cores,
    arrivals,
    shutterMs: shutterOf(subject),
    frames: subject.burst.length,
    seconds: 120,
    seed: 'check',
  });
}

/**
 * What an attempt costs under the full load, since a plan is for machines that are busy: under light load the same attempt takes more CPU time, on cores that would be
 * idle, and no longer. One attempt at a time tells how the workers' time divides among its pictures, and what waits.
 */
async function measureCosts(
  server: ServerProcess,
  client: AttemptClient,
  subject: LiveSubject,
  cores: number,
  seconds: number,
): Promise<{ readonly costs: AttemptCosts; readonly sequential: CallCosts }> {
  const alone = await perAttempt(server, client, 1, seconds);
  const { used } = await perAttempt(server, client, CONCURRENCY_PER_CORE * cores, seconds);
  const frames = subject.burst.length;
  const { referenceMs, sceneMs, imageMs } = alone.used;
  const frameMs = alone.used.framesMs / Math.ceil(frames / cores);
  const perMs = used.workersMs / (referenceMs + frames * frameMs + sceneMs + imageMs);
  const shared = (ms: number): CallCosts => ({ session: ms * SHARES.session, open: ms * SHARES.open, burst: ms * SHARES.burst });
  const costs: AttemptCosts = {
    referenceMs: referenceMs * perMs,
    frameMs: frameMs * perMs,
    sceneMs: sceneMs * perMs,
    imageMs: imageMs * perMs,
    serviceMs: shared(used.serviceMs),
    senderMs: shared(used.senderMs),
    waitMs: { session: 0, open: 0, burst: 0 },
  };
  const { latencyMs } = simulateLike(subject, costs, cores, { kind: 'closed', concurrency: 1 });
  const wait = (name: keyof CallCosts): number => Math.max(0, alone.latency[name] - latencyMs[name].p50);
  return { costs: { ...costs, waitMs: { session: wait('session'), open: wait('open'), burst: wait('burst') } }, sequential: alone.latency };
}

/** What one attempt used and took, of those that passed with so many under way. */
async function perAttempt(
  server: ServerProcess,
  client: AttemptClient,
  concurrency: number,
  seconds: number,
): Promise<{ readonly used: Used; readonly latency: CallCosts }> {
  const before = await usedBy(server);
  const { records } = await closedLoop(server, client, concurrency, seconds);
  const after = await usedBy(server);
  const passed = records.filter(({ end }) => end === 'passed').length;
  const used = Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, (ms - before[name as keyof Used]) / passed]));
  const { session, open, burst } = latencyOf(records);
  return { used: used as unknown as Used, latency: { session: session.p50, open: open.p50, burst: burst.p50 } };
}

async function usedBy({ url }: ServerProcess): Promise<Used> {
  const { user, system } = process.cpuUsage();
  const read = await metricsOf(url);
  const stage = (name: string): number => read(`face_session_stage_seconds_sum{stage="${name}"}`) * 1000;
  return {
    serviceMs: read('process_cpu_seconds_total') * 1000,
    workersMs: read('face_session_workers_cpu_seconds_total') * 1000,
    senderMs: (user + system) / 1000,
    referenceMs: stage('reference'),
    framesMs: stage('analyse'),
    sceneMs: stage('scene'),
    imageMs: stage('image'),
  };
}

async function memoryOf({ url }: ServerProcess, workers: number): Promise<{ service: number; worker: number }> {
  const read = await metricsOf(url);
  return {
    service: read('process_resident_memory_bytes') / 1e6,
    worker: read('face_session_workers_resident_memory_bytes') / 1e6 / workers,
  };
}

async function metricsOf(url: string): Promise<(series: string) => number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return (series) => {
    const line = text.split('\n').find((each) => each.startsWith(`${series} `));
    return Number(line?.slice(series.length + 1));
  };
}
